import { Type } from 'typebox'
import { EVENT_TYPES } from '../../orders/events/event-catalogue.ts'
import { provinces } from '../../rules/code-lists.ts'
import { givenUuid, line } from './text-schema.ts'

/** Several values of one name in an address: Fastify reads one as a string and more as an array. */
function several (values: readonly string[], description: string) {
  const one = Type.Enum([...values])
  return Type.Union([one, Type.Array(one, { minItems: 1, uniqueItems: true })], { description })
}

export const EVENT_QUERY = Type.Object({
  after: Type.Optional(Type.String({
    minLength: 1, maxLength: 200, description: '`nextCursor` of the page before, or the id of the last event that you have dealt with. Without it: from the first that is kept'
  })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  type: Type.Optional(several(EVENT_TYPES, 'One or more; all when left out')),
  province: Type.Optional(several(provinces.map(({ code }) => code), 'One or more; all when left out')),
  orderId: Type.Optional(givenUuid('Of one order')),
  accountId: Type.Optional(line(128, 'For staff and integrators'))
}, { additionalProperties: false })
