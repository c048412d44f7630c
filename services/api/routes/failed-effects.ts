import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { failedEffectNotFound, findFailedEffects, retryFailedEffect } from '../../orders/effects/failed-effects.ts'
import type { ApiDeps } from '../api-deps.ts'
import { pageOfRows, readCursor, UUID_CURSOR } from '../cursor.ts'
import { nullable } from '../../platform/nullable.ts'
import { idInPath } from '../schemas/id-in-path.ts'
import { PAGE_QUERY, pageOf } from '../schemas/page-schema.ts'
import { MomentSchema } from '../schemas/text-schema.ts'

const FailedEffect = Type.Object({
  id: Type.String({ format: 'uuid', description: 'Also of its job in the queue, and in the log' }),
  orderId: Type.String({ format: 'uuid' }),
  version: Type.Integer({ description: 'Of the order, whose history shows it' }),
  kind: Type.String({ examples: ['change_registry'] }),
  note: nullable(Type.String({ description: 'The code of the refusal, or `tries_exhausted`', examples: ['tries_exhausted'] })),
  failedAt: MomentSchema,
  timesQueued: Type.Integer({ description: 'How often it was given to the queue' })
}, { additionalProperties: false, description: 'What an order asked for and nobody does any more' })

const list = {
  operationId: 'listFailedEffects',
  summary: 'List effects that failed, newest first',
  description: 'What was refused, or failed at every try. Nothing more happens to it until it is tried again; why it failed is in the log of the worker, under its id.',
  tags: ['operation'],
  querystring: Type.Object(PAGE_QUERY, { additionalProperties: false }),
  response: { 200: pageOf(FailedEffect) }
}

const retry = {
  operationId: 'retryFailedEffect',
  summary: 'Let a failed effect be tried again',
  description: 'It is due at once and has all its tries again. Asked twice, the second is answered 404: it no longer is a failed one.',
  tags: ['operation'],
  params: Type.Object({ effectId: Type.String({ description: 'Of the list, a UUID' }) }, { additionalProperties: false }),
  response: { 204: Type.Null({ description: 'It will be tried again' }) }
}

const ROLES = ['admin', 'bureau_operator'] as const

export const failedEffects: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.get('/queue/failed-effects', { schema: list, config: { roles: ROLES } }, async ({ query: { cursor, limit = 20 } }) => {
    const beforeId = readCursor(cursor, UUID_CURSOR)?.[0]
    const rows = await findFailedEffects(deps, { limit: limit + 1, ...beforeId !== undefined && { beforeId } })
    return pageOfRows(rows.map((row) => ({ ...row, failedAt: row.failedAt.toISOString() })), limit, ({ id }) => id)
  })
  app.post('/queue/failed-effects/:effectId/retry', { schema: retry, config: { roles: ROLES, refusals: [404] } }, async ({ params }, reply) => {
    await retryFailedEffect(deps, idInPath(params.effectId, failedEffectNotFound))
    return await reply.code(204).send(null)
  })
}
