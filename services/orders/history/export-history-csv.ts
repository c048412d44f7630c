import { stringify } from 'csv-stringify/sync'
import type { Finding } from '../../../machines/order/order-events.ts'
import type { FieldChange } from '../../rules/merge-content.ts'
import type { HistoryEffect, HistoryRow } from './order-history.ts'

/**
 * A history for a spreadsheet, by RFC 4180: one line a row, lists in one cell. Excel takes UTF-8 for Chinese only by its
 * mark, and a cell that begins like a formula for one: such a cell gets an apostrophe before it.
 */
export function exportHistoryCsv (rows: HistoryRow[]): string {
  return stringify(rows.map(cellsOf), {
    bom: true,
    header: true,
    columns: COLUMNS,
    record_delimiter: 'windows',
    quote_record_delimiter: true, // a lone line feed too, which the delimiter above would let through
    escape_formulas: true
  })
}

const COLUMNS = [
  'version', 'at', 'role', 'actor', 'event', 'from', 'to', 'reason', 'attempt', 'changes', 'findings', 'ignored',
  'requestId', 'causeId', 'effects', 'summaryZh', 'summaryEn', 'accountId'
] as const

function cellsOf (row: HistoryRow): Record<typeof COLUMNS[number], string | number | null> {
  return {
    ...row,
    ignored: String(row.ignored),
    changes: row.changes.map(sayChange).join('; '),
    findings: row.findings.map(sayFinding).join('; '),
    effects: row.effects.map(sayEffect).join('; '),
    summaryZh: row.summary.zh,
    summaryEn: row.summary.en
  }
}

function sayChange ({ field, before, after }: FieldChange): string {
  return `${field}: ${sayValue(before)} → ${sayValue(after)}`
}

/** A dash is a field that was not there. */
function sayValue (value: unknown): string {
  if (value === null) return '—'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function sayFinding ({ field, code, message }: Finding): string {
  const words = [...new Set([message.zh, message.en])].join(' / ')
  return `${code}${field === null ? '' : ` (${field})`}: ${words}`
}

function sayEffect ({ kind, template, audience, attempt, change, status, doneAt, note }: HistoryEffect): string {
  const what = [kind, template, audience && `to ${audience}`, attempt && `attempt ${attempt}`, change].filter(Boolean).join(' ')
  const result = [status, doneAt, note && `(${note})`].filter(Boolean).join(' ')
  return `${what}: ${result}`
}
