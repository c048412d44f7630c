import type { Text } from '../../../machines/order/order-events.ts'
import { labelOf } from '../../../machines/order/order-states.ts'
import type { OrderType } from '../../../machines/order/order-types.ts'
import { FACT_WORDS, REQUEST_WORDS, ROLE_WORDS, TIMER_WORDS, type Step } from './describe-history-row-words.ts'

/** One sentence a row: who did what, or what happened, and where the order then stands. It names nobody. */
export function describeHistoryRow (step: Step, orderType: OrderType): Text {
  const happened = sayWhat(step)
  const then = sayWhere(step, orderType)
  return { zh: happened.zh + then.zh, en: happened.en + then.en }
}

function sayWhat (step: Step): Text {
  const { event, role } = step
  if (isIn(REQUEST_WORDS, event)) {
    const who = isIn(ROLE_WORDS, role) ? ROLE_WORDS[role] : { zh: role, en: role }
    const did = inWords(REQUEST_WORDS[event], step)
    return { zh: who.zh + did.zh, en: `${who.en} ${did.en}` }
  }
  if (isIn(FACT_WORDS, event)) return inWords(FACT_WORDS[event], step)
  const words = TIMER_WORDS[event.replace(/_\d+$/, '')]
  return words ? inWords(words, step) : { zh: `期限 ${event} 已到`, en: `The deadline ${event} fell due` }
}

function sayWhere ({ event, from, to, ignored }: Step, orderType: OrderType): Text {
  if (ignored) return { zh: '，但此时已不适用，订单没有任何变化', en: ', but it no longer applied and changed nothing' }
  const { zh, en } = labelOf(to, { resubmitted: event === 'submit' && from === 'correction_requested', orderType })
  if (from !== to) return { zh: `，订单进入${zh}`, en: `: ${uncapitalised(en)}` }
  return movesUsually(event) ? { zh: `，订单仍为${zh}`, en: `, and the order stays as it was: ${uncapitalised(en)}` } : NOTHING
}

const NOTHING: Text = { zh: '', en: '' }

/** That these leave an order where it is goes without saying; a rejection that does, as after an approval, is worth a word. */
const RARELY_MOVES = ['save', 'pass', 'sms_person_verified', 'bureau_approved', 'authenticity_link_issued', 'authenticity_checked', 'material_changed']

function movesUsually (event: string): boolean {
  return (isIn(REQUEST_WORDS, event) || isIn(FACT_WORDS, event)) && !RARELY_MOVES.includes(event)
}

function inWords (words: Text | ((step: Step) => Text), step: Step): Text {
  return typeof words === 'function' ? words(step) : words
}

function isIn<Name extends string> (table: Record<Name, unknown>, name: string): name is Name {
  return Object.hasOwn(table, name)
}

function uncapitalised (label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label
}
