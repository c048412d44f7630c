import { Type } from '@fastify/type-provider-typebox'
import type { Bureau } from '../life/bureau.ts'
import { decide } from '../life/run-review.ts'
import type { ControlServer } from './build-control-server.ts'
import { ControlError } from './control-error.ts'
import { viewRequest } from './view-routes.ts'

const Decide = Type.Object({
  requestId: Type.String({ minLength: 1 }),
  pass: Type.Boolean(),
  opinion: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 }))
}, { additionalProperties: false })

/** A reviewer who does not wait: ends a request that the machine has let through, whatever its SMS and its scenarios say. */
export function decideRoutes (server: ControlServer, bureau: Bureau): void {
  const { store, clock } = bureau

  server.post('/control/decide', { schema: { body: Decide } }, async ({ body }) => {
    const { requestId, pass, opinion = pass ? '同意' : '不同意' } = body
    const request = store.get('requests', requestId)
    if (!request) throw new ControlError(404, 'request_not_found', `no request ${requestId}`)
    if (request.phase !== 'sms' && request.phase !== 'review') {
      throw new ControlError(409, 'not_before_the_reviewer', `request ${requestId} is ${request.phase}`)
    }
    store.change(() => decide(bureau, request, { pass, opinion }, clock.now()))
    return viewRequest(store.get('requests', requestId) ?? request)
  })
}
