import type { Text } from '../../../machines/order/order-events.ts'
import type { DisabledReason } from '../../../machines/webhook-endpoint/endpoint-context.ts'
import { ENDPOINT_STATES, type EndpointState } from '../../../machines/webhook-endpoint/endpoint-states.ts'
import type { EndpointRow } from './lock-endpoint.ts'
import { snapshotOfEndpoint } from './snapshot-of-endpoint.ts'

/** An endpoint as people see it: nothing of it is secret. */
export type EndpointView = {
  id: string
  /** Null: the provider's own, which hears of all accounts. */
  accountId: string | null
  url: string
  description: string
  eventTypes: string[]
  provinces: string[]
  personalData: boolean
  maxPerSecond: number | null
  state: EndpointState
  label: Text
  disabledBecause: DisabledReason | null
  failingSince: string | null
  warnings: number
  deadlines: Array<{ name: string, dueAt: string }>
  /** Of all that sign now, newest first. */
  publicKeys: Array<{ publicKey: string, createdAt: string, expiresAt: string | null }>
  version: number
  createdAt: string
  updatedAt: string
}

export type EndpointWithRest = EndpointRow & {
  timers: Array<{ name: string, due_at: string }>
  keys: Array<{ public_key: string, created_at: string, expires_at: string | null }>
}

export function viewEndpoint (row: EndpointWithRest): EndpointView {
  const { state, context: { disabledBecause, failingSince, warnings } } = snapshotOfEndpoint(row)
  return {
    id: row.id,
    accountId: row.account_id,
    url: row.url,
    description: row.description,
    eventTypes: row.event_types,
    provinces: row.provinces,
    personalData: row.personal_data,
    maxPerSecond: row.max_per_second,
    state,
    label: ENDPOINT_STATES[state].label,
    disabledBecause,
    failingSince,
    warnings,
    deadlines: row.timers.map(({ name, due_at: dueAt }) => ({ name, dueAt: inUtc(dueAt) })),
    publicKeys: row.keys.map(({ public_key: publicKey, created_at: createdAt, expires_at: expiresAt }) => ({
      publicKey, createdAt: inUtc(createdAt), expiresAt: expiresAt === null ? null : inUtc(expiresAt)
    })),
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString()
  }
}

/** PostgreSQL writes moments into JSON in a way of its own. */
function inUtc (moment: string): string {
  return new Date(moment).toISOString()
}
