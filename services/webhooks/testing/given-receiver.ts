import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { Envelope } from '../../orders/events/compose-envelope.ts'

type Teardown = { after: (work: () => Promise<void>) => unknown }
export type Received = { headers: Record<string, string>, body: string, event: Envelope }
type Answer = (response: ServerResponse, received: Received, request: IncomingMessage) => void

export type TestReceiver = { url: string, received: Received[], events: () => Envelope[] }

/** A receiver that writes down what it gets. It answers 204 unless the test says otherwise; consent it always gives. */
export async function givenReceiver (t: Teardown, answer: Answer = (response) => { response.writeHead(204).end() }): Promise<TestReceiver> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const one = { headers: request.headers as Record<string, string>, body, event: JSON.parse(body) as Envelope }
      if (one.event.type === 'webhook.verification') return response.writeHead(204).end()
      received.push(one)
      answer(response, one, request)
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  t.after(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => { server.close(resolve) })
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/hook`, received, events: () => received.map(({ event }) => event) }
}

/** As the published library does it. @throws when it would refuse */
export function verify (secret: string, { headers, body }: Received): unknown {
  return new Webhook(secret).verify(body, headers)
}
