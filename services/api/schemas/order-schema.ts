import { Type } from 'typebox'
import { REQUEST_TYPES } from '../../../machines/order/order-events.ts'
import { ORDER_STATES, type OrderState, type Turn } from '../../../machines/order/order-states.ts'
import { ORDER_TYPES, type OrderType } from '../../../machines/order/order-types.ts'
import { REFUSAL_REASONS, type RefusalCode } from '../../../machines/order/refusal-reasons.ts'
import type { ActionNeed } from '../../orders/actions-for.ts'
import { OrderContent } from '../../rules/order-content.ts'
import { FindingSchema } from './finding-schema.ts'
import { nullable } from '../../platform/nullable.ts'
import { MomentSchema, TextSchema } from './text-schema.ts'

export const OrderStateSchema = Type.Enum(Object.keys(ORDER_STATES) as OrderState[], { description: 'See /v1/meta/order-states' })
export const OrderTypeSchema = Type.Enum(Object.keys(ORDER_TYPES) as OrderType[], { description: 'See /v1/meta/order-types' })
export const TurnSchema = Type.Enum(
  ['applicant', 'counterparty', 'staff', 'system', 'owners', 'bureau', 'nobody'] satisfies Turn[], { description: 'Whose turn it is' })

const ACTIONS = ['edit', ...REQUEST_TYPES.filter((type) => type !== 'save')]

export const ReasonSchema = Type.Object({
  code: Type.Enum(Object.keys(REFUSAL_REASONS) as RefusalCode[], { description: 'Why not, for programs; docs/problems.md explains each' }),
  field: Type.Optional(nullable(Type.String({ description: 'The field it is about' }))),
  finding: Type.Optional(Type.String({ description: 'Code of the finding that is open' })),
  message: TextSchema
}, { additionalProperties: false })

const ActionSchema = Type.Object({
  action: Type.Enum(ACTIONS, { description: '`edit` is PATCH; every other is a POST of that name, with hyphens' }),
  allowed: Type.Boolean({ description: 'Accepted now, if it brings what it `needs`' }),
  needs: Type.Optional(Type.Array(Type.Enum(['findings', 'reason', 'leaseToken', 'accountId'] satisfies ActionNeed[]), {
    description: 'Members that its body has to have: what is wrong, why, the lease of the review task, for which account an integrator speaks. Left out when it needs none'
  })),
  reasons: Type.Optional(Type.Array(ReasonSchema, { description: 'Given when it is not allowed: those of the 409 that it would be answered with' }))
}, { additionalProperties: false })

const BureauSchema = Type.Object({
  attempt: Type.Integer({ description: 'Hand-overs to the bureau so far' }),
  sms: Type.Array(Type.Object({
    person: Type.Enum(['subject_principal', 'service_principal']),
    mobile: nullable(Type.String({ examples: ['138****1234'] })),
    verified: Type.Boolean()
  }, { additionalProperties: false })),
  smsAssumed: Type.Boolean({ description: 'The SMS window ended without a return, so the SMS count as verified' }),
  approved: Type.Boolean({ description: 'Approved; the number may still be awaited' }),
  subjectNumber: nullable(Type.String({ examples: ['粤ICP备26000001号'] })),
  serviceNumbers: Type.Array(Type.String())
}, { additionalProperties: false })

export const CounterpartySchema = nullable(Type.String({ description: 'The account to which a transfer or a migration leads' }))

/** What a list shows of an order, too. */
export const ORDER_HEAD = {
  id: Type.String({ format: 'uuid' }),
  number: Type.String({ examples: ['BA2026112100000017'] }),
  accountId: Type.String(),
  externalReference: nullable(Type.String()),
  orderType: OrderTypeSchema,
  state: OrderStateSchema,
  label: TextSchema,
  turn: TurnSchema,
  round: Type.Integer({ description: 'Initial reviews so far' }),
  version: Type.Integer({ description: 'The ETag, as a number' }),
  province: Type.String({ examples: ['guangdong'] })
}

export const OrderSchema = Type.Object({
  ...ORDER_HEAD,
  counterpartyAccountId: CounterpartySchema,
  content: OrderContent,
  lockedFields: Type.Array(Type.String(), { description: 'Fields of this content that cannot be changed now; an unchanged value passes' }),
  findings: Type.Array(FindingSchema, { description: 'What is open' }),
  materials: Type.Array(Type.Object({
    kind: Type.String(), required: Type.Boolean(), status: Type.String()
  }, { additionalProperties: false })),
  actions: Type.Array(ActionSchema, {
    description: 'What the caller may do now, and why not. A request that is missing here is answered 403 when it is not for the role, else 409 `not_in_this_state`. ' +
      'What may refuse an allowed one nevertheless: another open order, and rules that have come due since this version'
  }),
  deadlines: Type.Array(Type.Object({ name: Type.String(), dueAt: MomentSchema }, { additionalProperties: false })),
  bureau: BureauSchema,
  createdAt: MomentSchema,
  updatedAt: MomentSchema
}, { $id: 'Order', additionalProperties: false, description: 'A filing order, as its reader may see it' })
