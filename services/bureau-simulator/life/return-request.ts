import type { ResultCode } from '../documents/result-document.ts'
import type { BureauRequest } from '../state/bureau-state.ts'
import type { Bureau } from './bureau.ts'
import { queueFiles } from './queue-files.ts'

/** Back to the provider without a reviewer: `BAJG` with codes and no `GJSHS`. */
export function returnRequest (bureau: Bureau, request: BureauRequest, codes: ResultCode[], at: Date): void {
  // 5001 names the file and nothing else: whoever cannot read a document cannot tell which request it was
  const target = request.filing?.subject.ispId ?? request.documentError?.target ?? null
  bureau.store.put('requests', request.id, { ...request, phase: 'returned' })
  bureau.store.remove('dueSteps', request.id)
  queueFiles(bureau, request, [{ kind: 'result', result: { results: [{ codes, target }], decisions: [] } }], at)
}
