import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findOrders } from '../../orders/find-orders.ts'
import type { ApiDeps } from '../api-deps.ts'
import { pageOfRows, readCursor, UUID_CURSOR } from '../cursor.ts'
import { nullable } from '../../platform/nullable.ts'
import { CounterpartySchema, ORDER_HEAD, OrderStateSchema, OrderTypeSchema } from '../schemas/order-schema.ts'
import { PAGE_QUERY, pageOf } from '../schemas/page-schema.ts'
import { GivenMoment, line, MomentSchema } from '../schemas/text-schema.ts'

const Summary = Type.Object({
  ...ORDER_HEAD,
  counterpartyAccountId: CounterpartySchema,
  subjectName: nullable(Type.String({ description: 'Of organisations only' })),
  domain: nullable(Type.String()),
  subjectNumber: nullable(Type.String({ description: 'Filing number of the subject' })),
  createdAt: MomentSchema,
  updatedAt: MomentSchema
}, { additionalProperties: false, description: 'An order as a list shows it' })

const schema = {
  operationId: 'listOrders',
  summary: 'List orders, newest first',
  description: 'Those of the account, and those of other accounts that ask it to confirm, or that it has confirmed.',
  tags: ['orders'],
  querystring: Type.Object({
    ...PAGE_QUERY,
    state: Type.Optional(OrderStateSchema),
    orderType: Type.Optional(OrderTypeSchema),
    province: Type.Optional(line(64)),
    accountId: Type.Optional(line(128, 'For staff and integrators')),
    q: Type.Optional(line(
      255, 'Order number, id, domain, filing number, certificate number, external reference, or the beginning of an organisation\'s name'
    )),
    updatedAfter: Type.Optional(GivenMoment)
  }, { additionalProperties: false }),
  response: { 200: pageOf(Summary) }
}

export const listOrders: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.get('/orders', { schema }, async ({ query, identity }) => {
    const { cursor, limit = 20, accountId, ...filter } = query
    const afterId = readCursor(cursor, UUID_CURSOR)?.[0]
    const account = identity.accountId ?? accountId
    if (identity.accountId !== null && accountId !== undefined && accountId !== identity.accountId) return { data: [], nextCursor: null }
    const rows = await findOrders(deps, {
      ...filter, limit: limit + 1, ...account !== undefined && { accountId: account }, ...afterId !== undefined && { afterId }
    })
    return pageOfRows(rows, limit, ({ id }) => id)
  })
}
