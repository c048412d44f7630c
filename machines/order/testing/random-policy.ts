import fc from 'fast-check'
import { OrderPolicy } from '../policy/order-policy.ts'
import { ORDER_TYPES, type OrderType } from '../order-types.ts'
import { contradictionsIn } from '../policy/policy-contradictions.ts'
import { POLICY_PRESETS } from '../policy/policy-presets.ts'

/** Any, and more often those whose ways are few. */
export const randomType: fc.Arbitrary<OrderType> = fc.oneof(
  fc.constantFrom(...Object.keys(ORDER_TYPES) as OrderType[]),
  fc.constantFrom('first_filing', 'cancel_subject', 'transfer', 'migrate_service')
)

const PRESETS = Object.values(POLICY_PRESETS)
const SWITCHES = Object.entries(OrderPolicy.properties).filter(([, schema]) => 'type' in schema && schema.type === 'boolean').map(([name]) => name)
const CANCELLATIONS = ['cancel_subject', 'cancel_service', 'cancel_access'] as const
const { huawei } = POLICY_PRESETS
/** With a prototype, like everything that has been JSON. */
const PLAIN = { noNullPrototype: true } as const

/** Beside the switches that are on or off: values that open another way through the chart. */
const randomChoices = fc.record({
  openOrders: fc.constantFrom('one_per_subject', 'coexistence_matrix'),
  mayResend: fc.constantFrom('applicant', 'staff', 'nobody'),
  skipInitialReview: fc.subarray([...CANCELLATIONS]),
  smsPersons: fc.constantFrom({}, { first_filing: [] }, { cancel_access: ['subject_principal'] }),
  ownerConfirmation: fc.record({ required: fc.boolean(), windowDays: fc.constantFrom(1, 45) }, PLAIN),
  counterpartyConfirmation: fc.constantFrom({ windowDays: 7, reminderDays: 3 }, { windowDays: 7, reminderDays: null }),
  validity: fc.record({
    days: fc.constant(45),
    countedFrom: fc.constantFrom('step', 'creation'),
    atLeastDays: fc.constantFrom(1, 45),
    content: fc.constantFrom('kept', 'deleted'),
    mayReopen: fc.boolean()
  }, PLAIN),
  reminderDays: fc.constantFrom([], [10], [7, 15, 30], [30, 40, 44]),
  resendReminderHours: fc.constantFrom(null, 24),
  sms: fc.constantFrom(huawei.sms, { windowHours: 24, graceHours: 0, warningHours: [] }),
  authenticity: fc.record({ requiredToSubmit: fc.boolean(), linkMinutes: fc.constant(10) }, PLAIN),
  undoWindowMs: fc.constantFrom(0, 60_000, 604_800_000)
}, { requiredKeys: [], ...PLAIN })

/** A preset, with any of its switches turned over; only such as a provider could start with. */
export const randomPolicy: fc.Arbitrary<OrderPolicy> = fc
  .tuple(fc.constantFrom(...PRESETS), fc.subarray(SWITCHES), randomChoices)
  .map(([preset, turned, chosen]) => ({ ...preset, ...turnedOver(preset, turned), ...chosen }) as OrderPolicy)
  .filter((policy) => contradictionsIn(policy).length === 0)

function turnedOver (preset: OrderPolicy, names: string[]): Record<string, boolean> {
  return Object.fromEntries(names.map((name) => [name, !preset[name as keyof OrderPolicy]]))
}
