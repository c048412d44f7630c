import fastify from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { Bureau } from '../life/bureau.ts'
import { runDue } from '../life/run-due.ts'
import { clockRoutes } from './clock-routes.ts'
import { decideRoutes } from './decide-routes.ts'
import { faultRoutes } from './fault-routes.ts'
import { paceRoutes } from './pace-routes.ts'
import { resetRoutes } from './reset-routes.ts'
import { scriptRoutes } from './script-routes.ts'
import { smsRoutes } from './sms-routes.ts'
import { viewRoutes } from './view-routes.ts'

export type ControlServer = ReturnType<typeof plainServer>

/** The other side of the counter: what no provider sees. It has no credential, so it listens on a port of its own. */
export function buildControlServer (bureau: Bureau): ControlServer {
  const server = plainServer()
  server.addHook('onRequest', async () => runDue(bureau, bureau.clock.now()))
  server.addHook('onSend', async () => await bureau.store.settled())
  clockRoutes(server, bureau)
  viewRoutes(server, bureau)
  smsRoutes(server, bureau)
  decideRoutes(server, bureau)
  faultRoutes(server, bureau)
  scriptRoutes(server, bureau)
  paceRoutes(server, bureau)
  resetRoutes(server, bureau)
  return server
}

/** Nothing is coerced or dropped: a script with a spelling mistake should hear of it. */
function plainServer () {
  return fastify({
    forceCloseConnections: true,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } }
  }).withTypeProvider<TypeBoxTypeProvider>()
}
