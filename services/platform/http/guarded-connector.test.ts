import type { Socket } from 'node:net'
import t from 'tap'
import { until } from '../../../tests/support/until.ts'
import { guardedConnector, type AddressGuard } from './guarded-connector.ts'
import { refuseAddress } from './refuse-address.ts'
import { givenRawServer } from './testing/raw-server.ts'

async function connect (host: string, port: number, guard: AddressGuard): Promise<{ error: Error | null, socket: Socket | null }> {
  const connector = guardedConnector({ host, resolve: async () => ['127.0.0.1'], guard, connectMs: 5_000 })
  return await new Promise((resolve) => connector({ hostname: host, host, protocol: 'http:', port: String(port) }, (error, socket) => resolve({ error, socket })))
}

t.test('a socket checks a literal address by itself, as no name is looked up for it', async (t) => {
  const server = await givenRawServer(t, () => {})
  t.match(await connect('127.0.0.1', server.port, refuseAddress), { error: { code: 'address_refused' }, socket: null })
  t.match(await connect('hooks.test', server.port, refuseAddress), { error: { code: 'address_refused' }, socket: null })
  t.equal(server.connections(), 0)
})

t.test('a socket that ended up somewhere else than its name led is closed before a byte is sent', async (t) => {
  const server = await givenRawServer(t, () => {})
  const seen: string[] = []
  const guard = (address: string) => seen.push(address) === 1 ? null : refuseAddress(address) // the look-up passes, the socket does not
  t.match(await connect('hooks.test', server.port, guard), { error: { code: 'address_refused' }, socket: null })
  t.strictSame(seen, ['127.0.0.1', '127.0.0.1'])
  await until(() => server.connections() === 1 && server.open() === 0)
})
