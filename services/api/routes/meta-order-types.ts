import { Type } from 'typebox'
import { ORDER_TYPES, type OrderTypeFlags, type SmsPerson } from '../../../machines/order/order-types.ts'
import { nullable } from '../../platform/nullable.ts'
import { OrderTypeSchema } from '../schemas/order-schema.ts'
import { TextSchema } from '../schemas/text-schema.ts'

const flags: OrderTypeFlags[] = Object.values(ORDER_TYPES)
const flag = (description: string) => Type.Boolean({ description })
const PERSONS: SmsPerson[] = ['subject_principal', 'service_principal']

/** A kind of order and the flags in which it differs; a flag that is not listed here would not be answered. */
const ENTRY = {
  label: TextSchema,
  completedLabel: TextSchema,
  authenticityCheck: flag('The principal of the service shows a face (真实性核验)'),
  initialReview: flag('Reviewed by the provider, unless its policy skips it'),
  ownerConfirmation: flag('Confirmed once more before the bureau hears of it, where the policy asks for it'),
  counterpartyConfirmation: flag('The account that takes over has to agree'),
  bureau: flag('Goes to the bureau; otherwise the provider settles it'),
  smsPersons: Type.Array(Type.Enum(PERSONS), { description: 'Who verifies by SMS, unless the policy says otherwise' }),
  authorizationCode: flag('Uses up a place of a server, or an authorization code for one (备案授权码)'),
  numberAllotted: nullable(Type.Enum([...new Set(flags.flatMap(({ numberAllotted }) => numberAllotted ?? []))])),
  siteClosed: flag('The service must not be reachable before it has its number'),
  withdrawable: flag('May be taken back, where the policy lets it'),
  cancellation: flag('Ends something that is filed'),
  filesAnew: flag('Begins something that must not be filed yet'),
  registryChange: Type.Enum([...new Set(flags.map(({ registryChange }) => registryChange))], { description: 'What its success does to the register' }),
  serviceKinds: Type.Array(Type.Enum([...new Set(flags.flatMap(({ serviceKinds }) => serviceKinds))]))
} satisfies Record<keyof OrderTypeFlags, object>

export const OrderTypeEntry = Type.Object({ orderType: OrderTypeSchema, ...ENTRY }, { additionalProperties: false })
export const ORDER_TYPE_ENTRIES = Object.entries(ORDER_TYPES).map(([orderType, flags]) => ({ orderType, ...flags }))
