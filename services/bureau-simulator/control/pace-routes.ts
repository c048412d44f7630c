import { Type } from '@fastify/type-provider-typebox'
import { createSettings } from '../state/settings.ts'
import type { Bureau } from '../life/bureau.ts'
import type { ControlServer } from './build-control-server.ts'

const Duration = Type.Optional(Type.Integer({ minimum: 0 }))

const ChangePace = Type.Object({
  smsAfterMs: Duration, reviewAfterMs: Duration, checkAfterMs: Duration
}, { additionalProperties: false })

const ChangeSwitches = Type.Object({
  repeatedNumber: Type.Union([Type.Literal('answer_999'), Type.Literal('accept'), Type.Literal('answer_14')])
}, { additionalProperties: false })

/** Durations hold for the steps that begin from now on; what is on its way keeps its moment. */
export function paceRoutes (server: ControlServer, { store }: Bureau): void {
  const settings = () => store.get('settings', 'settings') ?? createSettings({})

  server.post('/control/pace', { schema: { body: ChangePace } }, async ({ body }) => {
    store.put('settings', 'settings', { ...settings(), ...body })
    const { smsAfterMs, reviewAfterMs, checkAfterMs } = settings()
    return { smsAfterMs, reviewAfterMs, checkAfterMs }
  })

  server.post('/control/switches', { schema: { body: ChangeSwitches } }, async ({ body }) => {
    store.put('settings', 'settings', { ...settings(), ...body })
    return { repeatedNumber: settings().repeatedNumber }
  })
}
