import { Type } from '@fastify/type-provider-typebox'
import type { Bureau } from '../life/bureau.ts'
import { nextDue, runDue } from '../life/run-due.ts'
import type { ControlServer } from './build-control-server.ts'
import { ControlError } from './control-error.ts'

const MoveClock = Type.Object({ now: Type.String({ minLength: 1 }) }, { additionalProperties: false })

/** The clock goes forward only; what falls due on the way happens in its order, each at its own moment. */
export function clockRoutes (server: ControlServer, bureau: Bureau): void {
  const view = () => ({ now: bureau.clock.now().toISOString(), nextDueAt: nextDue(bureau)?.dueAt ?? null })

  server.get('/control/clock', async () => view())

  server.post('/control/clock', { schema: { body: MoveClock } }, async ({ body }) => {
    const moment = new Date(body.now)
    if (Number.isNaN(moment.getTime())) throw new ControlError(400, 'invalid_moment', `${body.now} is no moment of time`)
    runDue(bureau, moment)
    bureau.clock.moveTo(moment)
    return view()
  })
}
