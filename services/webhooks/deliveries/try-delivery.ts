import type { HttpAnswer, HttpClient } from '../../platform/http/http-client.ts'
import { HttpFailure } from '../../platform/http/http-failure.ts'
import { signMessage } from '../endpoints/sign-message.ts'
import type { ClaimedDelivery } from './claim-deliveries.ts'
import { readRetryAfter } from './read-retry-after.ts'
import { redactHeaders, withoutSignatures } from './redact-headers.ts'

/** `moved`: it failed at an address that its endpoint has left meanwhile, which tells nothing. */
export type Outcome = 'delivered' | 'gone' | 'redirected' | 'busy' | 'refused' | 'failed' | 'moved' | HttpFailure['code']

/** What came of one try. */
export type Tried = {
  delivered: boolean
  outcome: Outcome
  status: number | null
  durationMs: number
  /** What the receiver asks for; 0 when it does not. */
  retryAfterMs: number
  /** As sent, without the signatures. */
  requestHeaders: Record<string, string>
  /** What came back, or why nothing did. */
  answer: { headers: Record<string, string>, body: string, truncated: boolean } | { failure: string }
}

/** Of an answer that is kept for the log of deliveries. */
const KEPT_BYTES = 4 * 1024

/** Sends a delivery once, signed anew: a receiver compares the time stamp with its own clock. Whatever goes wrong is an answer too. */
export async function tryDelivery (http: HttpClient, { url, messageId, body, secrets, personalData }: ClaimedDelivery): Promise<Tried> {
  const signature = signMessage({ id: messageId, timestamp: Math.floor(Date.now() / 1000), body, secrets })
  const headers = { 'content-type': 'application/json', 'user-agent': 'Beian-Webhooks/1', ...signature }
  const requestHeaders = { ...headers, 'webhook-signature': withoutSignatures(signature['webhook-signature']) }
  const begun = performance.now()
  try {
    const answer = await http.send({ url, method: 'POST', headers, body, limits: { maxBytes: KEPT_BYTES } })
    return { ...judge(personalData ? withoutWords(answer) : answer), requestHeaders }
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    return {
      delivered: false,
      outcome: error.code,
      status: error.status,
      durationMs: Math.round(performance.now() - begun),
      retryAfterMs: 0,
      requestHeaders,
      answer: { failure: error.message }
    }
  }
}

/** Headers that repeat nothing of what was sent. */
const KEPT_HEADERS = ['content-type', 'content-length', 'date', 'retry-after', 'connection']

/** Of who is named persons: the answer may repeat them, and others read the log. */
function withoutWords (answer: HttpAnswer): HttpAnswer {
  const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => KEPT_HEADERS.includes(name)))
  return { ...answer, headers, body: Buffer.alloc(0), truncated: answer.truncated || answer.body.length > 0 }
}

function judge ({ status, headers, body, truncated, durationMs }: HttpAnswer): Omit<Tried, 'requestHeaders'> {
  const outcome = outcomeOf(status)
  return {
    delivered: outcome === 'delivered',
    outcome,
    status,
    durationMs: Math.round(durationMs),
    retryAfterMs: outcome === 'delivered' ? 0 : readRetryAfter(headers['retry-after'], new Date()),
    answer: { headers: redactHeaders(headers), body: withoutSignatures(body.toString()), truncated }
  }
}

/** Standard Webhooks 1.0: any 2xx is success, 410 asks never to be sent to again, 429 and 502 to 504 to be spared for a while. */
function outcomeOf (status: number): Outcome {
  if (status >= 200 && status < 300) return 'delivered'
  if (status >= 300 && status < 400) return 'redirected'
  if (status === 410) return 'gone'
  if (status === 429 || (status >= 502 && status <= 504)) return 'busy'
  return status < 500 ? 'refused' : 'failed'
}
