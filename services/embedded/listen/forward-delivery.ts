import type { SignedDelivery } from './fault-of-delivery.ts'

/** What Beian is answered. */
export type ReceiverAnswer = {
  status: number
  headers: Record<string, string>
  body: Buffer
  /** Why it is not the receiver's own answer; null when it is. */
  failure: string | null
}

/** Longer than Beian waits, so that a receiver that is too slow is seen as such by Beian. Source: docs/egress.md. */
const ANSWER_WITHIN_MS = 30_000

/** Of this connection, or undone on the way; the rest is passed on. */
const NOT_PASSED_ON = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding', 'date']

/** Gives a delivery to the receiver as it came, byte for byte, and answers what the receiver answers; 502 when it does not. */
export async function forwardDelivery (url: string, { headers, body }: SignedDelivery): Promise<ReceiverAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST', headers: passedOn(headers), body: new Uint8Array(body), redirect: 'manual', signal: AbortSignal.timeout(ANSWER_WITHIN_MS)
    })
    const answer = Object.entries(Object.fromEntries(response.headers)).filter(([name]) => !NOT_PASSED_ON.includes(name))
    return { status: response.status, headers: Object.fromEntries(answer), body: Buffer.from(await response.arrayBuffer()), failure: null }
  } catch (error) {
    return { status: 502, headers: {}, body: Buffer.from('The receiver behind `npm run listen` does not answer.'), failure: reasonOf(error) }
  }
}

function passedOn (headers: SignedDelivery['headers']): Record<string, string> {
  const names = Object.keys(headers).filter((name) => name.startsWith('webhook-') || ['content-type', 'user-agent'].includes(name))
  return Object.fromEntries(names.map((name) => [name, String(headers[name])]))
}

/** What `fetch` says is "fetch failed"; the reason is one level down. */
function reasonOf (error: unknown): string {
  const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException }
  return cause?.code ?? cause?.message ?? message
}
