import type { Envelope } from '../../orders/events/compose-envelope.ts'
import { padColumns } from '../terminal/pad-columns.ts'
import { paint } from '../terminal/paint.ts'
import type { ReceiverAnswer } from './forward-delivery.ts'
import type { Remark } from './keep-track.ts'

export type Told = {
  event: Envelope
  remark: Remark
  /** Null: it was only printed. */
  answer: ReceiverAnswer | null
  tookMs: number
}

/** A delivery in a line: what, of which order, its place in it, what is odd about it, what the receiver answered. */
export function describeDelivery ({ event, remark, answer, tookMs }: Told): string {
  const { type, sequence, data } = event
  return [
    padColumns(paint('bold', type), 29),
    padColumns(subjectOf(data), 21),
    padColumns(`#${sequence}`, 5),
    ...answer === null ? [] : [describeAnswer(answer, tookMs)],
    ...remark.times > 1 ? [paint('yellow', `again (${remark.times} times now)`)] : [],
    ...remark.missing === null ? [] : [paint('red', `gap: #${remark.missing} did not come`)]
  ].join(' ').trimEnd()
}

/** The number of the order, of the filing, or nothing for a message about the endpoint. */
function subjectOf (data: object): string {
  const { order, filing } = data as { order?: { number?: string }, filing?: string }
  return order?.number ?? filing ?? ''
}

function describeAnswer ({ status, failure }: ReceiverAnswer, tookMs: number): string {
  if (failure !== null) return paint('red', `→ no answer (${failure}), so Beian got ${status}`)
  return `${paint(status >= 200 && status < 300 ? 'green' : 'red', `→ ${status}`)} ${paint('dim', `in ${Math.round(tookMs)} ms`)}`
}
