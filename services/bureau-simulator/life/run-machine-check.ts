import { checkNewFiling } from '../checks/check-new-filing.ts'
import type { ResultCode } from '../documents/result-document.ts'
import { activeScenarios } from '../scenarios/scenarios.ts'
import type { BureauRequest } from '../state/bureau-state.ts'
import type { Bureau } from './bureau.ts'
import { returnRequest } from './return-request.ts'
import { sendSms } from './sms.ts'

/** The machine looks at a request some time after it was taken: it comes back with every fault at once, or the SMS go out. */
export function runMachineCheck (bureau: Bureau, request: BureauRequest, at: Date): void {
  const codes = findFaults(bureau, request)
  if (codes.length > 0) returnRequest(bureau, request, codes, at)
  else sendSms(bureau, request, at)
}

function findFaults ({ accounts, store }: Bureau, request: BureauRequest): ResultCode[] {
  const { filing, documentError, ispId, triggers } = request
  if (documentError) return [{ code: documentError.code, text: documentError.text }]
  const account = accounts.get(ispId)
  if (!filing || !account) return [{ code: 5009, text: '无权限' }]
  return [
    ...checkNewFiling(filing, { account, store, request }),
    ...activeScenarios(triggers).flatMap(({ scenario, argument }) => scenario.machineReturns?.(argument) ?? [])
  ]
}
