import { passwordHash } from '../../bureau/pipeline/hashes.ts'
import type { Bureau } from '../life/bureau.ts'
import { shanghaiHour } from '../life/shanghai-time.ts'
import type { SimulatorAccount } from '../simulator-options.ts'
import type { Answer, Call } from './call.ts'

type Check = (call: Call, account: SimulatorAccount, bureau: Bureau) => Answer | null

const RAND_VAL_MIN_LENGTH = 20

/** What every call is asked, in this order: the first that fails answers. The order is a guess. */
const CHECKS: Check[] = [
  maintenance, userName, randVal, password, callerAddress, rightToReport, reportingHours,
  encryptAlgorithm, hashAlgorithm, compressionFormat
]

/** The account of a call, or the answer that refuses it. */
export function admitCall (bureau: Bureau, call: Call): { account: SimulatorAccount } | { refusal: Answer } {
  const account = bureau.accounts.get(call.params.ispId ?? '')
  if (!account) return { refusal: call.maintenance ? maintenanceAnswer(call) : { code: 13 } }
  for (const check of CHECKS) {
    const refusal = check(call, account, bureau)
    if (refusal) return { refusal }
  }
  return { account }
}

function maintenance (call: Call): Answer | null {
  return call.maintenance ? maintenanceAnswer(call) : null
}

function maintenanceAnswer ({ operation }: Call): Answer {
  return { code: operation === 'isp_upload' ? 901 : 902 }
}

function userName ({ params }: Call, account: SimulatorAccount): Answer | null {
  return params.userName === account.userName ? null : { code: 4 }
}

function randVal ({ params }: Call): Answer | null {
  return (params.randVal ?? '').length < RAND_VAL_MIN_LENGTH ? { code: 16 } : null
}

function password ({ params }: Call, account: SimulatorAccount): Answer | null {
  return params.pwdHash === passwordHash(account.password, params.randVal ?? '') ? null : { code: 5 }
}

function callerAddress (call: Call, account: SimulatorAccount): Answer | null {
  return account.callerAddresses && !account.callerAddresses.includes(call.callerAddress) ? { code: 12 } : null
}

function rightToReport (_call: Call, account: SimulatorAccount): Answer | null {
  return account.mayReport === false ? { code: 19 } : null
}

/** Hours restrict uploads; a download in the night is not refused. */
function reportingHours ({ operation }: Call, { reportingHours: hours }: SimulatorAccount, { clock }: Bureau): Answer | null {
  if (operation !== 'isp_upload' || !hours) return null
  const hour = shanghaiHour(clock.now())
  return hour >= hours.from && hour < hours.until ? null : { code: 20, message: `报备时间为${hours.from}:00-${hours.until}:00` }
}

function encryptAlgorithm ({ operation, params }: Call): Answer | null {
  return operation !== 'isp_upload' || ['0', '1'].includes(params.encryptAlgorithm ?? '') ? null : { code: 9 }
}

function hashAlgorithm ({ params }: Call): Answer | null {
  return params.hashAlgorithm === '0' ? null : { code: 10 }
}

function compressionFormat ({ operation, params }: Call): Answer | null {
  return operation !== 'isp_upload' || params.compressionFormat === '0' ? null : { code: 11 }
}
