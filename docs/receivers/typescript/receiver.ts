// A receiver of Beian's webhooks, with the Standard Webhooks library. What it does and why: ../../webhooks.md
//
//   npm install && WEBHOOK_SECRET=whsec_… PORT=9000 npm start

import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

type Envelope = {
  id: string
  type: string
  occurredAt: string
  orderId: string | null
  sequence: number
  previousSequence: number | null
  data: Record<string, unknown>
}

const MAX_BYTES = 1024 * 1024

const { WEBHOOK_SECRET = '', PORT = '9000' } = process.env
if (!WEBHOOK_SECRET.startsWith('whsec_')) throw new Error('WEBHOOK_SECRET is missing: the whsec_… that was shown when the endpoint was made')
const webhook = new Webhook(WEBHOOK_SECRET)

/** Ids that we have: in your receiver a table with a unique column, written in the transaction that stores the event. */
const known = new Set<string>()
/** What waits to be worked on: in your receiver a table or a queue that survives a crash. */
const waiting: Envelope[] = []
/** Of every order the sequence that was worked on last: in your receiver a column beside the order. */
const lastOf = new Map<string, number>()

const server = createServer(async (request, response) => {
  const answer = (status: number) => { response.writeHead(status).end() }
  try {
    const body = await readBody(request)
    if (request.method !== 'POST') return answer(405)
    if (body === null) return answer(413)
    if (!isSigned(body, request.headers)) return answer(401)
    take(JSON.parse(body) as Envelope)
    answer(204) // it is stored: the work comes after the answer
    setImmediate(work)
  } catch {
    answer(500) // Beian sends it again
  }
})

server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})

/** The bytes as they came: parsed and written anew they would be others, and the signature would not fit. Null when they are too many. */
async function readBody (request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= MAX_BYTES) chunks.push(chunk)
  }
  return bytes > MAX_BYTES ? null : Buffer.concat(chunks).toString('utf8')
}

/** Any of the listed signatures is enough, five minutes either way: the library sees to both, and compares in constant time. */
function isSigned (body: string, headers: IncomingMessage['headers']): boolean {
  try {
    webhook.verify(body, headers as Record<string, string>, { jsonParse: false })
    return true
  } catch {
    return false
  }
}

function take (event: Envelope): void {
  if (event.type.startsWith('webhook.')) return console.log(`${event.type}: yes`) // consent, or a test: a 2xx is all it asks for
  if (known.has(event.id)) return console.log(`again ${event.id}`)
  known.add(event.id)
  waiting.push(event)
}

function work (): void {
  for (const event of waiting.splice(0)) {
    const { type, orderId, sequence, previousSequence, data } = event
    const stream = orderId ?? String(data['filing'])
    const last = lastOf.get(stream) ?? null
    if (last !== null && sequence < last) {
      console.log(`late ${type} #${sequence} of ${stream}: #${last} is known already`) // it may not overwrite what is newer
      continue
    }
    if (previousSequence !== null && (last === null || last < previousSequence)) {
      console.log(`gap before #${sequence} of ${stream}: #${previousSequence} did not come`) // read GET /v1/events?orderId=…
    }
    lastOf.set(stream, sequence)
    console.log(`${type} #${sequence} of ${stream}`)
  }
}
