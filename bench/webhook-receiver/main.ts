import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ReceiverAnswer = { port: number } | { received: number }

/** Takes webhooks as fast as it can, and says so when it has as many as the bench wants. */
let wanted = Infinity
let received = 0
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(204).end()
    if (++received === wanted) process.send!({ received } satisfies ReceiverAnswer)
  })
})
process.on('message', (task) => { ({ wanted } = task as { wanted: number }) })
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port } satisfies ReceiverAnswer))
