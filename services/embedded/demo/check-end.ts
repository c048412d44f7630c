import { ORDER_STATES } from '../../../machines/order/order-states.ts'
import { padColumns } from '../terminal/pad-columns.ts'
import { paint } from '../terminal/paint.ts'
import { sayDuration } from '../terminal/say-duration.ts'
import type { Played } from './play-stories.ts'

/** Whether the story ended where it should, and the line that says so. */
export function checkEnd ({ story, order, history, error }: Played): { asItShould: boolean, line: string } {
  const { state, filed } = story.ends
  const numbers = order === null ? [] : [order.bureau.subjectNumber, ...order.bureau.serviceNumbers].filter((number) => number !== null)
  const asItShould = error === null && order?.state === state && (numbers.length > 0) === filed
  const where = order === null ? 'no order' : ORDER_STATES[order.state].label.zh
  const tookMs = history.length > 0 ? Date.parse(history.at(-1)!.at) - Date.parse(history[0]!.at) : 0
  const line = [
    asItShould ? paint('green', '✔ ') : paint('red', '✘ '),
    padColumns(`${story.title.zh} ${story.title.en}`, 52),
    padColumns(where, 14),
    padColumns(sayDuration(tookMs), 12),
    paint('bold', numbers.join('  '))
  ].join('')
  if (asItShould) return { asItShould, line }
  const why = error === null ? `expected ${state}${filed ? ' with a filing number' : ''}` : messageOf(error)
  return { asItShould, line: `${line}\n  ${paint('red', why)}` }
}

function messageOf (error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
