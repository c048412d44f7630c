import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ReceiverAnswer } from './forward-delivery.ts'
import type { SignedDelivery } from './fault-of-delivery.ts'

export type DeliveryReceiver = { url: string, close (): Promise<void> }

/** Events are some kilobytes. */
const MAX_BYTES = 1024 * 1024

/** Takes deliveries on a free port of this machine; each is answered what `answer` says. */
export async function receiveDeliveries (answer: (delivery: SignedDelivery) => Promise<ReceiverAnswer>): Promise<DeliveryReceiver> {
  const server = createServer(async (request, response) => {
    try {
      const { status, headers, body } = await answer({ headers: request.headers, body: await readBody(request) })
      response.writeHead(status, headers).end(body)
    } catch {
      response.destroy() // the connection broke, or it was no delivery of ours
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: async () => await close(server) }
}

async function readBody (request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function close (server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
