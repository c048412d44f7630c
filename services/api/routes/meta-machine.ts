import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { drawMachine } from '../../../machines/order/draw-machine.ts'
import { orderMachine } from '../../../machines/order/order-machine.ts'

const Machine = Type.Object({
  id: Type.String(),
  initial: Type.String(),
  states: Type.Record(Type.String(), Type.Object({}, { additionalProperties: true }), { description: 'By name: `on` and `after` lead to other states' })
}, { additionalProperties: true, description: 'Config of an XState 5 machine' })

const schema = {
  operationId: 'getMachine',
  summary: 'Read the statechart of an order',
  description: 'As the JSON that XState viewers open, or as a Mermaid diagram with `Accept: text/plain` or `?format=mermaid`.',
  tags: ['meta'],
  security: [],
  querystring: Type.Object({ format: Type.Optional(Type.Enum(['json', 'mermaid'])) }, { additionalProperties: false }),
  response: {
    200: {
      description: 'The statechart',
      content: { 'application/json': { schema: Machine }, 'text/plain': { schema: Type.String() } }
    }
  }
}

/** Once: functions (the initial context, computed parameters) are not part of what a chart shows. */
const json = JSON.stringify(orderMachine.config)
const diagram = drawMachine(orderMachine.config)

export const metaMachine: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/meta/machine', { schema }, async ({ query: { format }, headers: { accept = '' } }, reply) => {
    const asText = format === 'mermaid' || (format === undefined && /^\s*text\/plain/.test(accept))
    reply.header('vary', 'Accept')
    return await (asText
      ? reply.type('text/plain; charset=utf-8').send(diagram)
      : reply.type('application/json; charset=utf-8').send(json))
  })
}
