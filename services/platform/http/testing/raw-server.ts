import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { Test } from 'tap'

/** A server that says on each connection what the test says, byte for byte. It is told when the first bytes of a request are there. */
export async function givenRawServer (t: Test, onRequest: (socket: Socket, request: string) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}) // the client may well hang up
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (bytes) => onRequest(socket, bytes.toString()))
    connections++
  })
  let connections = 0
  await new Promise<void>((resolve) => { server.listen(0, '0.0.0.0', resolve) })
  t.after(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => { server.close(resolve) })
  })
  const { port } = server.address() as AddressInfo
  return { port, url: `http://127.0.0.1:${port}/hook`, connections: () => connections, open: () => sockets.size }
}
