import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { ApiDeps } from '../api-deps.ts'
import { API_ROLES } from '../identity/identity.ts'
import { actionsOf } from '../identity/roles-for.ts'
import { nullable } from '../../platform/nullable.ts'

const schema = {
  operationId: 'getMe',
  summary: 'Who am I, and what may I do',
  tags: ['identity'],
  response: {
    200: Type.Object({
      subject: Type.String(),
      issuer: Type.String(),
      role: Type.Enum([...API_ROLES]),
      accountId: nullable(Type.String({ description: 'The only account that you see; null when you see all' })),
      actions: Type.Array(Type.String(), { description: 'What your role may ask of an order; each order says when' }),
      testClock: Type.Boolean({ description: 'Time can be moved here' })
    }, { additionalProperties: false })
  }
}

export const me: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { testClock }) => {
  app.get('/me', { schema }, async ({ identity: { subject, issuer, role, accountId } }) =>
    ({ subject, issuer, role, accountId, actions: actionsOf(role), testClock: testClock !== null }))
}
