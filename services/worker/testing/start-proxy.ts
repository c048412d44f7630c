import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

type Test = { after (work: () => Promise<void>): unknown }

/** A line to a server that can fall silent without breaking: what is sent disappears, and nothing comes back. */
export type Proxy = { url: string, silence (): void, restore (): void }

export async function startProxy (t: Test, target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let silent = false
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const [from, to] of [[near, far], [far, near]] as const) {
      sockets.add(from)
      from.on('data', (bytes) => { if (!silent) to.write(bytes) })
      from.on('error', () => {})
      from.on('close', () => { sockets.delete(from); to.destroy() })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => { for (const socket of sockets) socket.destroy() }
  t.after(async () => {
    cut()
    server.close()
  })
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    silence () { silent = true },
    restore () {
      silent = false
      cut() // as a network does in the end: whoever is on a dead line learns of it
    }
  }
}
