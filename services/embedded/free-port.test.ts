import t from 'tap'
import { createServer } from 'node:net'
import { findFreePort, isPortFree } from './free-port.ts'

t.test('a free port can be listened on, and is not free while somebody does', async (t) => {
  const port = await findFreePort()
  t.ok(await isPortFree(port))
  const server = createServer()
  t.after(async () => await new Promise((resolve) => server.close(resolve)))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  t.notOk(await isPortFree(port))
  t.notOk(await isPortFree(port, '0.0.0.0'))
})

t.test('a host that is not ours is a fault, not a taken port', async (t) => {
  await t.rejects(isPortFree(4000, '192.0.2.1'), { code: 'EADDRNOTAVAIL' })
})
