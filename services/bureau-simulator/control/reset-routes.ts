import type { Bureau } from '../life/bureau.ts'
import type { Collection } from '../state/bureau-store.ts'
import type { ControlServer } from './build-control-server.ts'

const FORGOTTEN: Collection[] = [
  'accounts', 'requests', 'dueSteps', 'messages', 'files', 'acknowledged', 'filings', 'submissions', 'rules', 'faults', 'counters'
]

/** An empty bureau with the same accounts and pace. The clock stays: for those who talk to it time cannot go back. */
export function resetRoutes (server: ControlServer, { store, calls }: Bureau): void {
  server.post('/control/reset', async (_request, reply) => {
    store.change(() => FORGOTTEN.forEach((collection) => store.clear(collection)))
    calls.clear()
    return await reply.code(204).send()
  })
}
