import type { Envelope } from '../../orders/events/compose-envelope.ts'
import { paint } from '../terminal/paint.ts'
import { describeDelivery } from './describe-delivery.ts'
import { forwardDelivery, type ReceiverAnswer } from './forward-delivery.ts'
import { keepTrack } from './keep-track.ts'
import type { Wishes } from './read-wishes.ts'
import { faultOfDelivery, type SignedDelivery } from './fault-of-delivery.ts'

type AnswerOptions = Pick<Wishes, 'forward' | 'printBody'> & {
  /** Told with the answer that made the endpoint; its consent check may be here before. */
  secret: Promise<string>
  say: (line: string) => void
}

type AnswerDelivery = (delivery: SignedDelivery) => Promise<ReceiverAnswer>

/**
 * Checks a delivery, prints it and has the receiver answer it. What is not signed goes no further. The consent check is answered yes, as
 * whoever listens wants to, and shown to the receiver as well.
 */
export function answerDeliveries ({ forward, printBody, secret, say }: AnswerOptions): AnswerDelivery {
  const track = keepTrack()
  return async (delivery) => {
    const fault = faultOfDelivery(await secret, delivery)
    if (fault !== null) {
      say(paint('red', `refused a request: ${fault}`))
      return { ...NO_CONTENT, status: 401 }
    }
    const event = JSON.parse(delivery.body.toString()) as Envelope
    const remark = track(event)
    const begun = performance.now()
    const answer = forward === null ? null : await forwardDelivery(forward, delivery)
    say(describeDelivery({ event, remark, answer, tookMs: performance.now() - begun }))
    if (printBody) say(JSON.stringify(event, null, 2))
    if (event.type !== 'webhook.verification') return answer ?? NO_CONTENT
    if (answer !== null && (answer.status < 200 || answer.status > 299)) say(paint('yellow', NO_CONSENT))
    return NO_CONTENT
  }
}

const NO_CONTENT: ReceiverAnswer = { status: 204, headers: {}, body: Buffer.alloc(0), failure: null }
const NO_CONSENT = 'Elsewhere that would be no consent, and nothing would be sent: a receiver has to answer 2xx to webhook.verification. Here it is sent all the same.'
