import { ORDER_STATES, type OrderState } from '../../../machines/order/order-states.ts'
import type { HistoryRow } from '../../orders/history/order-history.ts'
import { columnsOf, cutColumns, padColumns } from '../terminal/pad-columns.ts'
import { paint } from '../terminal/paint.ts'
import { sayDuration } from '../terminal/say-duration.ts'
import type { Played } from './play-stories.ts'
import { sayWho } from './say-who.ts'

const WIDTHS = { indent: 3, time: 13, since: 13, who: 24, event: 29, zh: 16, en: 32 }
const WITH_ENGLISH = Object.values(WIDTHS).reduce((sum, width) => sum + width)
const WITH_SINCE = WITH_ENGLISH - WIDTHS.en
const INDENT = ' '.repeat(WIDTHS.indent)

/**
 * A story as a table: when, how long after the step before, who, what, where the order then stood. A narrow terminal
 * gets fewer columns.
 */
export function printTimeline (played: Played, number: number, columns = process.stdout.columns ?? WITH_ENGLISH): string {
  const { story, order, history } = played
  const subject = order?.content.subject?.name ?? ''
  const domain = order?.content.service?.domains?.[0]?.name ?? ''
  return [
    paint('bold', `${number}  ${story.title.zh} · ${story.title.en}`),
    `${INDENT}${subject}  ${domain}  ${paint('dim', order?.number ?? '')}`,
    INDENT + paint('dim', '─'.repeat(Math.min(columns, WITH_ENGLISH) - WIDTHS.indent)),
    ...history.flatMap((row, index) => rowLines(row, history[index - 1], columns)),
    ''
  ].join('\n')
}

function rowLines (row: HistoryRow, before: HistoryRow | undefined, columns: number): string[] {
  const since = columns >= WITH_SINCE ? padColumns(before ? sinceThen(before.at, row.at) : '', WIDTHS.since) : ''
  const line = [
    INDENT,
    padColumns(shanghaiTime(row.at), WIDTHS.time),
    paint('dim', since),
    padColumns(sayWho(row), WIDTHS.who),
    padColumns(row.ignored ? `${row.event} (ignored)` : row.event, WIDTHS.event),
    sayState(row, columns >= WITH_ENGLISH)
  ].join('')
  const margin = INDENT + ' '.repeat(WIDTHS.time + columnsOf(since))
  return [line, ...remarksOf(row).map((remark) => margin + paint('dim', cutColumns(remark, columns - columnsOf(margin))))]
}

function sayState ({ from, to }: HistoryRow, withEnglish: boolean): string {
  const { zh, en } = ORDER_STATES[to].label
  if (from === to) return paint('dim', '·')
  return paint(colourOf(to), withEnglish ? padColumns(zh, WIDTHS.zh) + en : zh)
}

/** Why: the words of the person who acted, what was objected to, what was changed. */
function remarksOf ({ event, reason, findings, changes }: HistoryRow): string[] {
  return [
    ...reason === null || event === 'bureau_accepted' ? [] : [`“${reason}”`],
    ...findings.map(({ field, message }) => [field, ...new Set([message.zh, message.en])].filter(Boolean).join('  ')),
    ...changes.map(({ field, before, after }) => `${field}: ${String(before)} → ${String(after)}`)
  ]
}

function colourOf (state: OrderState) {
  if (state === 'completed') return ['green', 'bold'] as const satisfies Parameters<typeof paint>[0]
  return ['initial_rejected', 'correction_requested', 'bureau_rejected', 'sms_returned', 'abandoned'].includes(state) ? 'yellow' : 'cyan'
}

/** China has had one time and no summer time since 1991. */
const SHANGHAI_AHEAD_MS = 8 * 60 * 60 * 1000

function shanghaiTime (at: string): string {
  return new Date(Date.parse(at) + SHANGHAI_AHEAD_MS).toISOString().slice(5, 16).replace('T', ' ')
}

function sinceThen (before: string, at: string): string {
  const ms = Date.parse(at) - Date.parse(before)
  return ms < 60_000 ? '' : `+${sayDuration(ms)}`
}
