import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { ApiDeps } from '../api-deps.ts'

const healthz = {
  operationId: 'getHealth',
  summary: 'Is this process alive',
  tags: ['operation'],
  security: [],
  response: { 200: Type.Object({ status: Type.Literal('ok') }, { additionalProperties: false }) }
}

const Checks = Type.Object({
  ready: Type.Boolean(),
  checks: Type.Array(Type.Object({
    name: Type.String(), ok: Type.Boolean(), remedy: Type.Optional(Type.String({ description: 'What to do when it is not' }))
  }, { additionalProperties: false }))
}, { additionalProperties: false })
const readyz = {
  operationId: 'getReadiness',
  summary: 'Can this process serve',
  tags: ['operation'],
  security: [],
  response: { 200: Checks, 503: Checks }
}

export const health: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { readiness }) => {
  app.get('/healthz', { schema: healthz }, async () => ({ status: 'ok' as const }))
  app.get('/readyz', { schema: readyz }, async (_, reply) => {
    const checks = await readiness()
    const ready = checks.every(({ ok }) => ok)
    return await reply.code(ready ? 200 : 503).send({ ready, checks })
  })
}
