import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type, type Static } from 'typebox'
import type { Text } from '../../../machines/order/order-events.ts'
import { applyOrderEvent } from '../../orders/apply-order-event.ts'
import { raiseObjections } from '../../orders/order-change.ts'
import { nameField } from '../../rules/name-field.ts'
import { orderAnswers } from '../answer-order.ts'
import type { ApiDeps } from '../api-deps.ts'
import { rolesFor } from '../identity/roles-for.ts'
import { INVALID, RequestError } from '../problems/request-error.ts'
import { CommandHeaders, LeaseToken, OrderParams, orderIdOf, Reason } from '../schemas/command-schemas.ts'
import { nullable } from '../../platform/nullable.ts'
import { OrderRef } from '../schemas/refs.ts'
import { prose } from '../schemas/text-schema.ts'

const words = () => prose(2000)
const Words = (description: string) => Type.Union([
  words(), Type.Object({ zh: words(), en: words() }, { additionalProperties: false })
], { description: `${description}. A plain text stands for both languages` })

const Objection = Type.Object({
  field: Type.Optional(nullable(Type.String({
    pattern: '^[a-z]\\w*(\\.\\w+|\\[\\d*\\])*$',
    maxLength: 200,
    description: 'A path of /v1/meta/fields or a part of one, or `materials.` and a kind; a list without a number stands for all its places. Left out when it is about the whole order',
    examples: ['service.name', 'service.domains[].expiresOn']
  }))),
  code: Type.String({ pattern: '^[A-Z][A-Z0-9_-]{1,63}$', examples: ['SITE_NAME_INVALID'] }),
  message: Words('What is wrong'),
  suggestion: Type.Optional(Words('How to put it right'))
}, { additionalProperties: false })

const Body = Type.Object({
  findings: Type.Array(Objection, { minItems: 1, maxItems: 100 }),
  leaseToken: Type.Optional(LeaseToken),
  reason: Type.Optional(Reason)
}, { additionalProperties: false, description: '`leaseToken` is needed in the initial review only' })

const DECISIONS = [
  { type: 'reject', path: 'reject', operationId: 'rejectOrder', summary: 'Reject: something is wrong' },
  { type: 'request_correction', path: 'request-correction', operationId: 'requestCorrectionOfOrder', summary: 'Ask for a correction: something is missing' }
] as const

export const objectToOrder: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  for (const { type, path, ...described } of DECISIONS) {
    const schema = {
      ...described, tags: ['decisions'], params: OrderParams, headers: CommandHeaders, body: Body, response: { 200: OrderRef }
    }
    app.post(`/orders/:orderId/${path}`, { schema, config: { roles: rolesFor(type), refusals: [409, 410, 412, 422] } }, async (request, reply) => {
      const { actor, options, send } = orderAnswers(request, reply, deps)
      const { findings, leaseToken, reason } = request.body
      refuseUnknownFields(findings)
      const change = raiseObjections(type, { by: actor, findings: findings.map(asFinding), ...reason !== undefined && { reason } })
      return await send(await applyOrderEvent(deps, orderIdOf(request), change, {
        ...options, ...leaseToken !== undefined && { leaseToken: leaseToken.toLowerCase() }
      }))
    })
  }
}

/** An objection to a field that nobody knows could be neither found nor put right. */
function refuseUnknownFields (findings: Array<Static<typeof Objection>>): void {
  const errors = findings.flatMap(({ field = null }, index) =>
    field === null || nameField(field) !== null ? [] : [{ field: `findings[${index}].field`, code: 'UNKNOWN_FIELD', message: NO_FIELD }])
  if (errors.length > 0) throw new RequestError('request_invalid', INVALID, { errors })
}

const NO_FIELD: Text = {
  zh: '没有这个字段；字段列表见 GET /v1/meta/fields，针对整个订单的意见请不填',
  en: 'is no field of an order: GET /v1/meta/fields lists them; leave it out when the whole order is meant'
}

function asFinding ({ field, code, message, suggestion }: Static<typeof Objection>) {
  return { field: field ?? null, code, message: inBoth(message), suggestion: suggestion === undefined ? null : inBoth(suggestion) }
}

function inBoth (said: string | Text): Text {
  return typeof said === 'string' ? { zh: said, en: said } : said
}
