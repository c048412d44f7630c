import type { OrderPolicy } from './order-policy.ts'
import { ORDER_TYPES, type OrderType } from '../order-types.ts'

/** Values that are each allowed and make no sense together: a reminder after the end, a window for nobody. Path and reason of each. */
export function contradictionsIn (policy: OrderPolicy): string[] {
  const { validity, reminderDays, counterpartyConfirmation, sms, mayResend, resendReminderHours } = policy
  const faults = [
    ascends(reminderDays) || '/reminderDays must ascend',
    reminderDays.every((days) => days < validity.days) || '/reminderDays must be below /validity/days',
    validity.atLeastDays <= validity.days || '/validity/atLeastDays must not exceed /validity/days',
    !(validity.content === 'deleted' && validity.mayReopen) || '/validity/mayReopen must be false where the content is deleted',
    (counterpartyConfirmation.reminderDays ?? 0) < counterpartyConfirmation.windowDays ||
      '/counterpartyConfirmation/reminderDays must be below /counterpartyConfirmation/windowDays',
    ascends(sms.warningHours) || '/sms/warningHours must ascend',
    sms.warningHours.every((hours) => hours < sms.windowHours) || '/sms/warningHours must be below /sms/windowHours',
    !(mayResend === 'nobody' && resendReminderHours !== null) || '/resendReminderHours must be null where nobody may resend',
    ...(Object.keys(policy.smsPersons) as OrderType[]).map((type) =>
      ORDER_TYPES[type].bureau || `/smsPersons/${type} must be left out: the bureau hears nothing of it`)
  ]
  return faults.filter((fault) => fault !== true)
}

function ascends (numbers: readonly number[]): boolean {
  return numbers.every((number, nth) => nth === 0 || number > numbers[nth - 1]!)
}
