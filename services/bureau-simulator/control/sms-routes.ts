import { Type } from '@fastify/type-provider-typebox'
import type { Bureau } from '../life/bureau.ts'
import { confirmMessage } from '../life/sms.ts'
import type { ControlServer } from './build-control-server.ts'
import { ControlError } from './control-error.ts'

const ConfirmSms = Type.Union([
  Type.Object({ mobile: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
  Type.Object({ requestId: Type.String({ minLength: 1 }) }, { additionalProperties: false })
])

/** The phones of all persons: read what came, and enter the codes for them. */
export function smsRoutes (server: ControlServer, bureau: Bureau): void {
  const { store, clock } = bureau

  server.get('/control/sms', async () => ({ messages: store.all('messages') }))

  server.post('/control/sms/confirm', { schema: { body: ConfirmSms } }, async ({ body }) => {
    const chosen = store.all('messages').filter(({ state, mobile, requestId }) =>
      state === 'sent' && ('mobile' in body ? mobile === body.mobile : requestId === body.requestId))
    if (chosen.length === 0) throw new ControlError(404, 'no_open_message', 'no message waits for its code there')
    store.change(() => chosen.forEach((message) => confirmMessage(bureau, message, clock.now())))
    return { confirmed: chosen.length }
  })
}
