import type { Fault, FaultName } from '../state/bureau-state.ts'
import type { Bureau } from '../life/bureau.ts'
import type { Answer, Call } from './call.ts'

const BEFORE: FaultName[] = ['answerTimeoutBefore', 'httpStatus', 'soapFault', 'maintenance']

/** The misbehaviour that was ordered for this call, counted down, or null. */
export function takeFaultBefore (bureau: Bureau, call: Pick<Call, 'operation' | 'params'>): Fault | null {
  return takeFault(bureau, (fault) => BEFORE.includes(fault.fault) && concerns(fault, call))
}

/** Only an answer that says yes is worth losing; without an operation named it is that of an upload. */
export function takeFaultAfter (bureau: Bureau, call: Pick<Call, 'operation' | 'params'>, { code }: Answer): Fault | null {
  if (code !== 0 && code !== 3) return null
  return takeFault(bureau, (fault) => fault.fault === 'answerLostAfterAccepting' &&
    concerns({ ...fault, operation: fault.operation ?? 'isp_upload' }, call))
}

function concerns (fault: Fault, { operation, params }: Pick<Call, 'operation' | 'params'>): boolean {
  return (fault.operation === null || fault.operation === operation) && (fault.ispId === null || fault.ispId === params.ispId)
}

function takeFault ({ store }: Bureau, matches: (fault: Fault) => boolean): Fault | null {
  const fault = store.all('faults').find(matches)
  if (!fault) return null
  if (fault.remaining === 1) store.remove('faults', fault.id)
  else if (fault.remaining !== null) store.put('faults', fault.id, { ...fault, remaining: fault.remaining - 1 })
  return fault
}
