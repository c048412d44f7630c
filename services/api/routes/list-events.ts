import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { EventType } from '../../orders/events/event-catalogue.ts'
import { AnyEvent } from '../../orders/events/event-schemas.ts'
import { findEvents, findPosition } from '../../orders/events/find-events.ts'
import type { ApiDeps } from '../api-deps.ts'
import { readCursor, UUID_CURSOR, writeCursor } from '../cursor.ts'
import { WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { requestInvalid } from '../problems/request-error.ts'
import { EVENT_QUERY } from '../schemas/event-query.ts'

const schema = {
  operationId: 'listEvents',
  summary: 'Read the events, oldest first',
  description: 'To reconcile with: the same events that webhooks carry, without what names a person. An event never appears before a cursor ' +
    'that was handed out, however late its writer was, so that whoever reads on from `nextCursor` misses none. Kept for 30 days or longer.',
  tags: ['events'],
  querystring: EVENT_QUERY,
  response: {
    200: Type.Object({
      data: Type.Array(AnyEvent),
      nextCursor: Type.String({ description: 'Read on from here, now or later: it is given also when there is nothing more yet' }),
      hasMore: Type.Boolean({ description: 'There is more already' })
    }, { additionalProperties: false })
  }
}

const POSITION = /^e(\d{1,18})$/

export const listEvents: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.get('/events', { schema, config: { roles: WEBHOOK_ROLES, refusals: [410] } }, async ({ query, identity }) => {
    const { after, limit = 20, type, province, orderId, accountId: named } = query
    const accountId = identity.accountId ?? named
    const position = await readAfter(deps, after, accountId)
    const page = await findEvents(deps, {
      after: position,
      limit,
      ...accountId !== undefined && { accountId },
      ...type !== undefined && { types: [type].flat() as EventType[] },
      ...named !== undefined && named !== accountId && { types: [] }, // another account's: nothing, as far as there is anything
      ...province !== undefined && { provinces: [province].flat() },
      ...orderId !== undefined && { orderId }
    })
    return { data: page.events, nextCursor: writeCursor(`e${page.position}`), hasMore: page.hasMore }
  })
}

/** A cursor of ours, or the id of an event. @throws RequestError request_invalid */
async function readAfter (deps: ApiDeps, after: string | undefined, accountId: string | undefined): Promise<string | null> {
  if (after === undefined) return null
  if (!UUID_CURSOR.test(after)) return readCursor(after, POSITION, 'after')![1]!
  const position = await findPosition(deps, after, accountId)
  if (position !== null) return position
  throw requestInvalid('after', 'EVENT_UNKNOWN', {
    zh: '没有这个事件；请改用 nextCursor，或去掉 after 从头读取',
    en: 'is no event: use a nextCursor, or leave it out to read from the beginning'
  })
}
