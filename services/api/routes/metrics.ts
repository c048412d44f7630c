import type { FastifyPluginAsync } from 'fastify'
import { Type } from 'typebox'
import type { Registry } from 'prom-client'

const schema = {
  operationId: 'getMetrics',
  summary: 'Figures for Prometheus',
  tags: ['operation'],
  security: [],
  produces: ['text/plain'],
  response: { 200: Type.String({ description: 'Prometheus text format' }) }
}

export const metrics: FastifyPluginAsync<{ registry: Registry }> = async (app, { registry }) => {
  app.get('/metrics', { schema }, async (_, reply) => await reply.type(registry.contentType).send(await registry.metrics()))
}
