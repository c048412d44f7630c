import { writeRegisteredDocument } from '../documents/registered-document.ts'
import { writeResultDocument } from '../documents/result-document.ts'
import { activeScenarios } from '../scenarios/scenarios.ts'
import type { ResultFile } from '../scenarios/scenario.ts'
import type { BureauRequest } from '../state/bureau-state.ts'
import type { Bureau } from './bureau.ts'
import { count } from './count.ts'
import { PROVINCES } from './provinces.ts'
import { shanghaiStamp } from './shanghai-time.ts'

/** Puts the files of one outcome into the provider's download queue, as the request's scenarios would have them. */
export function queueFiles (bureau: Bureau, request: BureauRequest, files: ResultFile[], at: Date): void {
  const scenarios = activeScenarios(request.triggers).map(({ scenario }) => scenario)
  const arranged = scenarios.reduce((list, { arrange }) => arrange ? arrange(list) : list, files)
  const overtakes = scenarios.some((scenario) => scenario.overtakes === true)
  const positions = overtakes ? positionsInFront(bureau, request.ispId, arranged.length) : null
  for (const [index, file] of arranged.entries()) {
    const fileName = nextFileName(bureau, request.ispId, at)
    bureau.store.put('files', `${request.ispId}/${fileName}`, {
      ispId: request.ispId,
      fileName,
      xml: file.kind === 'result' ? writeResultDocument(file.result) : writeRegisteredDocument(file.registered),
      queuedAt: at.toISOString(),
      position: positions?.[index] ?? count(bureau, 'position'),
      inFlight: false
    })
  }
}

function positionsInFront ({ store }: Bureau, ispId: string, length: number): number[] {
  const first = Math.min(0, ...store.all('files').filter((file) => file.ispId === ispId).map(({ position }) => position))
  return Array.from({ length }, (_, index) => first - length + index)
}

/** Seen in one real download: `yyyyMMddHHmmss_<province>_<n>.xml`. */
function nextFileName (bureau: Bureau, ispId: string, at: Date): string {
  const letters = PROVINCES.get(bureau.accounts.get(ispId)?.province ?? '')?.letters ?? 'xx'
  return `${shanghaiStamp(at)}_${letters}_${count(bureau, 'file')}.xml`
}
