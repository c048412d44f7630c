import { createHash } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type, type Static } from 'typebox'
import { drawMachine } from '../../../machines/order/drawing/draw-machine.ts'
import { drawMachineAsData, MAIN_PATH, ORDER_CHART } from '../../../machines/order/drawing/draw-machine-as-data.ts'
import { POLICY_PRESETS } from '../../../machines/order/policy/policy-presets.ts'
import { requestInvalid } from '../problems/request-error.ts'
import { OrderTypeSchema } from '../schemas/order-schema.ts'

type Preset = keyof typeof POLICY_PRESETS
const DEFAULT_PRESET = 'huawei'

const Query = Type.Object({
  format: Type.Optional(Type.Enum(['json', 'mermaid'])),
  orderType: Type.Optional({ ...OrderTypeSchema, description: 'Only what orders of this type do; every type when left out' }),
  preset: Type.Optional(Type.Enum(Object.keys(POLICY_PRESETS) as Preset[], {
    description: `With \`orderType\`: under which policy, \`${DEFAULT_PRESET}\` when left out`
  }))
}, { additionalProperties: false })

const Machine = Type.Object({
  id: Type.String(),
  version: Type.String({ description: 'Of the statechart; each order stores the one that it was written with' }),
  description: Type.String(),
  initial: Type.String(),
  states: Type.Record(Type.String(), Type.Object({}, { additionalProperties: true }), { description: 'By name: `on` and `after` lead to other states' })
}, { additionalProperties: true, description: 'Config of an XState 5 machine' })

const schema = {
  operationId: 'getMachine',
  summary: 'Read the statechart of an order',
  description: 'As the JSON that XState viewers open, or as a Mermaid diagram with `Accept: text/plain` or `?format=mermaid`. ' +
    'In the JSON, guards, actions and delays are names; parameters of actions that only an order can tell are left out.',
  tags: ['meta'],
  security: [],
  querystring: Query,
  response: {
    200: {
      description: 'The statechart',
      content: { 'application/json': { schema: Machine }, 'text/plain': { schema: Type.String() } }
    }
  }
}

export const metaMachine: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/meta/machine', { schema }, async ({ query, headers: { accept = '', 'if-none-match': known = '' } }, reply) => {
    const { format } = query
    const asText = format === 'mermaid' || (format === undefined && /^\s*text\/plain/.test(accept))
    const chart = chartOf(query)
    const body = asText ? drawMachine(chart, MAIN_PATH) : JSON.stringify(chart)
    const etag = `"${chart.id}-${chart.version}-${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`
    reply.headers({ vary: 'Accept', etag, 'cache-control': 'public, max-age=3600' })
    if (known.includes(etag)) return await reply.code(304 as 200).send() // it has no body to describe
    return await reply.type(asText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8').send(body)
  })
}

function chartOf ({ orderType, preset }: Static<typeof Query>) {
  if (orderType !== undefined) return drawMachineAsData(orderType, POLICY_PRESETS[preset ?? DEFAULT_PRESET])
  if (preset === undefined) return ORDER_CHART
  throw requestInvalid('orderType', 'FIELD_REQUIRED', {
    zh: '指定 preset 时须同时指定 orderType', en: 'is required with a preset: whose chart under it?'
  })
}
