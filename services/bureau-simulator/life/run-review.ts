import type { NewFiling } from '../documents/new-filing.ts'
import type { ResultFile } from '../scenarios/scenario.ts'
import { activeScenarios } from '../scenarios/scenarios.ts'
import type { BureauRequest } from '../state/bureau-state.ts'
import { resultText } from '../documents/result-texts.ts'
import { allotNumbers, type RegisteredFiling } from './allot-numbers.ts'
import type { Bureau } from './bureau.ts'
import { queueFiles } from './queue-files.ts'
import { shanghaiDate } from './shanghai-time.ts'
import { closeMessages } from './sms.ts'

const PASSED = 1001
const REFUSED = 1002

/** The reviewer's own time has come: passes, unless a scenario has the refusal ready. */
export function runReview (bureau: Bureau, request: BureauRequest, at: Date): void {
  const scripted = activeScenarios(request.triggers).find(({ scenario }) => scenario.refusal)
  const refusal = scripted?.scenario.refusal?.(scripted.argument)
  decide(bureau, request, refusal === undefined ? { pass: true, opinion: '同意' } : { pass: false, opinion: refusal }, at)
}

export type Decision = { pass: boolean, opinion: string }

/** `BAJG` with the decision; when it is a pass, the registered data follow in a file of their own. */
export function decide (bureau: Bureau, request: BureauRequest, { pass, opinion }: Decision, at: Date): void {
  const { filing } = request
  if (!filing) throw new Error('only a request that could be read comes before a reviewer')
  const { store } = bureau
  closeMessages(bureau, request, 'confirmed')
  store.remove('dueSteps', request.id)
  store.put('requests', request.id, { ...request, phase: pass ? 'approved' : 'refused' })
  const files = [decisionFile(filing, pass, opinion, at)]
  if (pass) files.push({ kind: 'registered', registered: register(bureau, request, filing, at) })
  queueFiles(bureau, request, files, at)
}

function decisionFile ({ subject }: NewFiling, pass: boolean, opinion: string, at: Date): ResultFile {
  const code = pass ? PASSED : REFUSED
  const target = subject.ispId
  return {
    kind: 'result',
    result: {
      results: [{ codes: [{ code, text: resultText(code) }], target }],
      decisions: [{ passed: pass, opinion, reviewer: '审核员', reviewedOn: shanghaiDate(at), target }]
    }
  }
}

function register (bureau: Bureau, request: BureauRequest, filing: NewFiling, at: Date): RegisteredFiling {
  const registered = allotNumbers(bureau, request, filing, at)
  bureau.store.put('filings', registered.subjectNumber, {
    subjectNumber: registered.subjectNumber,
    subjectId: registered.subjectId,
    ispId: request.ispId,
    organisation: registered.subject.name,
    certificateNumber: registered.subject.certificateNumber,
    domains: registered.sites.flatMap(({ domains }) => domains.map(({ name }) => name)),
    siteNumbers: registered.sites.map(({ number }) => number),
    registeredAt: at.toISOString()
  })
  return registered
}
