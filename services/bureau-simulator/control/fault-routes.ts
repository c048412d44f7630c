import { Type } from '@fastify/type-provider-typebox'
import type { Bureau } from '../life/bureau.ts'
import { count } from '../life/count.ts'
import type { ControlServer } from './build-control-server.ts'

const OrderFault = Type.Object({
  fault: Type.Union([
    Type.Literal('answerTimeoutBefore'),
    Type.Literal('answerLostAfterAccepting'),
    Type.Literal('httpStatus'),
    Type.Literal('soapFault'),
    Type.Literal('maintenance')
  ]),
  times: Type.Optional(Type.Integer({ minimum: 1 })),
  operation: Type.Optional(Type.String({ pattern: '^isp_[a-z]+$' })),
  ispId: Type.Optional(Type.String({ minLength: 1 })),
  status: Type.Optional(Type.Integer({ minimum: 400, maximum: 599 }))
}, { additionalProperties: false })

/** Orders a misbehaviour of the line or the service: so many times, or until it is taken back when no number is given. */
export function faultRoutes (server: ControlServer, bureau: Bureau): void {
  const { store } = bureau

  server.get('/control/faults', async () => ({ faults: store.all('faults') }))

  server.post('/control/faults', { schema: { body: OrderFault } }, async ({ body }, reply) => {
    const { fault, times = null, operation = null, ispId = null, status = 503 } = body
    const id = `f${count(bureau, 'fault')}`
    const ordered = { id, fault, remaining: times, operation, ispId, status }
    store.put('faults', id, ordered)
    return await reply.code(201).send(ordered)
  })

  server.delete('/control/faults', async (_request, reply) => {
    store.clear('faults')
    return await reply.code(204).send()
  })
}
