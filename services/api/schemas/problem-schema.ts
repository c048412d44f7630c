import { Type } from 'typebox'
import { ENDPOINT_REFUSALS, type EndpointRefusal } from '../../../machines/webhook-endpoint/endpoint-errors.ts'
import type { ClaimKind } from '../../orders/claims/order-claims.ts'
import { PROBLEMS, type ProblemCode } from '../problems/problem.ts'
import { nullable } from '../../platform/nullable.ts'
import { OrderStateSchema, ReasonSchema } from './order-schema.ts'
import { MomentSchema, TextSchema } from './text-schema.ts'
import { EndpointStateSchema } from './webhook-endpoint-schema.ts'

const CLAIM_KINDS = ['certificate', 'coexistence', 'account', 'both_accounts', 'domain', 'at_bureau'] as const satisfies readonly ClaimKind[]

/** What every refusal looks like; the members after `requestId` come with some codes only. */
export const ProblemSchema = Type.Object({
  type: Type.String({ format: 'uri-reference', examples: ['/problems/order_not_found'] }),
  title: Type.String({ description: 'In the language of Accept-Language' }),
  status: Type.Integer(),
  detail: Type.String({ description: 'What to do, in the language of Accept-Language' }),
  code: Type.Enum(Object.keys(PROBLEMS) as ProblemCode[], { description: 'For programs; docs/problems.md explains each' }),
  errors: Type.Optional(Type.Array(Type.Object({
    field: Type.String({ description: 'Path of the field', examples: ['content.service.name'] }),
    code: Type.String({ examples: ['UNKNOWN_FIELD'] }),
    message: Type.String()
  }, { additionalProperties: false }))),
  requestId: Type.String(),
  state: Type.Optional(OrderStateSchema),
  request: Type.Optional(Type.String({ description: 'What was asked of it' })),
  reasons: Type.Optional(Type.Array(ReasonSchema, { description: 'Why the order refuses' })),
  version: Type.Optional(Type.Integer({ description: 'Where it stands now' })),
  endpointState: Type.Optional(EndpointStateSchema),
  endpointReasons: Type.Optional(Type.Array(Type.Object({
    code: Type.Enum(Object.keys(ENDPOINT_REFUSALS) as EndpointRefusal[]), message: TextSchema
  }, { additionalProperties: false }), { description: 'Why the webhook endpoint refuses' })),
  limit: Type.Optional(Type.Integer({ description: 'As many as there may be' })),
  claim: Type.Optional(Type.Enum(CLAIM_KINDS, { description: 'What another open order holds' })),
  domain: Type.Optional(Type.String({ description: 'The domain of yours that it holds' })),
  orderId: Type.Optional(Type.String({ description: 'That order, when it is your own' })),
  orderNumber: Type.Optional(Type.String()),
  orderType: Type.Optional(Type.String({ description: 'Its type, when it is your own' })),
  reviewTaskId: Type.Optional(nullable(Type.String())),
  assignee: Type.Optional(nullable(Type.String())),
  leaseExpiresAt: Type.Optional(nullable(MomentSchema))
}, { $id: 'Problem', additionalProperties: true, description: 'RFC 9457 problem details' })
