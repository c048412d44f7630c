import { Type } from '@fastify/type-provider-typebox'
import type { Bureau } from '../life/bureau.ts'
import { count } from '../life/count.ts'
import { parseTriggers } from '../scenarios/read-triggers.ts'
import { SCENARIO_NAMES } from '../scenarios/scenarios.ts'
import type { ControlServer } from './build-control-server.ts'
import { ControlError } from './control-error.ts'

const AddScript = Type.Object({
  domain: Type.String({ minLength: 1 }),
  scenario: Type.String({ minLength: 1 }),
  times: Type.Optional(Type.Integer({ minimum: 1 }))
}, { additionalProperties: false })

/** A scenario for a domain, where magic values in the document are not wanted; `times` counts the submissions that it meets. */
export function scriptRoutes (server: ControlServer, bureau: Bureau): void {
  server.post('/control/scripts', { schema: { body: AddScript } }, async ({ body }, reply) => {
    const [trigger] = parseTriggers(body.scenario.startsWith('#') ? body.scenario : `#${body.scenario}`)
    if (!trigger) throw new ControlError(400, 'unknown_scenario', `one of: ${SCENARIO_NAMES.join(', ')}`)
    const id = `s${count(bureau, 'script')}`
    const rule = { id, domain: body.domain.toLowerCase(), trigger, remaining: body.times ?? trigger.firstSubmissions }
    bureau.store.put('rules', id, rule)
    return await reply.code(201).send(rule)
  })

  server.get('/control/scripts', async () => ({ scripts: bureau.store.all('rules') }))

  server.delete('/control/scripts', async (_request, reply) => {
    bureau.store.clear('rules')
    return await reply.code(204).send()
  })
}
