import type { ColumnType, Generated } from 'kysely'
import type { NewFilingIds } from './documents/new-filing.ts'

/** Row types, spelled as in the database. `file` columns are sealed. */

type Moment = ColumnType<Date, string | Date, string | Date>
/** PostgreSQL's bigint, which travels as text. */
type Big = ColumnType<string, string | number, string | number>

export type BureauChannelTable = {
  id: string
  state: 'running' | 'parked' | 'stopped'
  reason: string | null
  parked_until: Moment | null
  last_sequence: ColumnType<string, number | undefined, string | number>
  last_polled_at: Moment | null
  set_up: Buffer | null
}

export type BureauSubmissionTable = {
  id: string
  channel_id: string
  /** Null once its order is deleted. */
  order_id: string | null
  attempt: number
  operation: string
  state: 'waiting' | 'sealed' | 'accepted' | 'refused' | 'voided'
  sequence: Big | null
  record_ids: ColumnType<NewFilingIds | null, string | null, string | null>
  subject_record_id: Big | null
  file: Buffer | null
  file_hash: string | null
  document_hash: string | null
  encrypted: Generated<boolean>
  tries: Generated<number>
  last_tried_at: Moment | null
  waiting_since: Moment
  sealed_at: Moment | null
  settled_at: Moment | null
  reported_at: Moment | null
  answer_code: number | null
  answer_message: string | null
}

export type BureauInboxTable = {
  id: string
  channel_id: string
  file_name: string
  file_hash: string
  file: Buffer
  state: 'received' | 'applied' | 'quarantined'
  seen: Generated<number>
  received_at: Moment
  applied_at: Moment | null
  note: string | null
}

export type BureauUnmatchedTable = { id: string, inbox_id: string, record_id: string, outcome: string, at: Moment }

export type BureauDatabase = {
  bureau_channel: BureauChannelTable
  bureau_submission: BureauSubmissionTable
  bureau_inbox: BureauInboxTable
  bureau_unmatched: BureauUnmatchedTable
}
