import type { ColumnType, Generated } from 'kysely'
import type { OrdersDatabase } from '../orders/order-tables.ts'
import type { Language, MessageTemplate, NotificationAudience, OutsideChannel } from './message-templates.ts'

/** Row types, spelled as in the database. Columns called parameters, preferences, content and hint are sealed under their row's id. */

type Moment = ColumnType<Date, string | Date, string | Date>

export type NotificationTable = {
  id: string
  order_id: string | null
  version: number | null
  occasion: string
  audience: NotificationAudience
  account_id: string | null
  template: MessageTemplate
  parameters: Buffer | null
  in_site: Generated<boolean>
  created_at: Moment
  read_at: Moment | null
}

export type MessageState = 'pending' | 'queued' | 'sending' | 'sent' | 'failed' | 'bounced' | 'suppressed'

export type MessageTable = {
  id: string
  notification_id: string
  channel: OutsideChannel
  language: Language
  address_key: Buffer
  content: Buffer | null
  hint: Buffer
  quiet: boolean
  state: MessageState
  tries: number
  note: string | null
  provider_id: string | null
  created_at: Moment
  due_at: Moment
  expires_at: Moment | null
  queued_at: Moment | null
  sent_at: Moment | null
}

export type SuppressedAddressTable = {
  channel: OutsideChannel
  address_key: Buffer
  note: string
  message_id: string
  suppressed_at: Moment
}

export type NotificationPreferenceTable = { account_id: string, preferences: Buffer, updated_at: Moment, updated_by: string }

export type CapturedMessageTable = {
  id: string
  order_id: string | null
  channel: OutsideChannel
  language: Language
  template: MessageTemplate
  content: Buffer
  captured_at: Moment
}

export type NotificationsDatabase = OrdersDatabase & {
  notification: NotificationTable
  notification_mark: { reader: Buffer, read_up_to: string }
  notification_reading: { reader: Buffer, notification_id: string, read_at: Moment }
  notification_preference: NotificationPreferenceTable
  message: MessageTable
  suppressed_address: SuppressedAddressTable
  captured_message: CapturedMessageTable
}
