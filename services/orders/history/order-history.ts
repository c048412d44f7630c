import type { Audience, NotificationTemplate, OrderEffect } from '../../../machines/order/order-effects.ts'
import type { Finding, Role, Text } from '../../../machines/order/order-events.ts'
import type { OrderState } from '../../../machines/order/order-states.ts'
import type { RegistryChange } from '../../../machines/order/order-types.ts'
import type { FieldChange } from '../../rules/merge-content.ts'
import { maskChanges } from '../../rules/personal-data.ts'
import { describeHistoryRow } from './describe-history-row.ts'
import { seesClear } from '../order-view.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import type { StoredEvent } from './recorded-event.ts'
import { rowForCounterparty } from './row-for-counterparty.ts'
import { versionsShown } from './versions-shown.ts'
import type { StoredOrder } from '../stored-order.ts'

export type HistoryRow = {
  version: number
  at: string
  actor: string | null
  role: string
  /** For which account an integrator said that it speaks. */
  accountId: string | null
  event: string
  from: OrderState | null
  to: OrderState
  reason: string | null
  findings: Finding[]
  attempt: number
  changes: FieldChange[]
  ignored: boolean
  requestId: string | null
  /** What a fact came from: the submission that was answered, or the file of the bureau that said it. */
  causeId: string | null
  summary: Text
  effects: HistoryEffect[]
}

/** What a step asked of the world, and what became of it. */
export type HistoryEffect = {
  kind: OrderEffect['type']
  template: NotificationTemplate | null
  audience: Audience | null
  attempt: number | null
  change: RegistryChange | null
  status: 'pending' | 'queued' | 'done' | 'failed'
  doneAt: string | null
  /** Why it failed: the code of the refusal. */
  note: string | null
}

type Page = { after?: number, upTo?: number, limit?: number }

/**
 * The life of an order, first to last: what follows version `after`, up to `upTo`. Personal values are masked by role, and the
 * other account of a transfer or a migration is told its part of it only.
 */
export async function findHistory (deps: OrdersDeps, order: StoredOrder, role: Role, page: Page = {}): Promise<HistoryRow[]> {
  if (role !== 'counterparty') return await findRows(deps, order, role, rangeOf(page))
  const versions = await findVersionsShown(deps, order.id, page)
  const rows = await findRows(deps, order, role, { after: page.after ?? 0, end: versions.at(-1) ?? 0 })
  return rows.filter(({ version }) => versions.includes(version)).map(rowForCounterparty)
}

type Range = { after: number, end: number }

/** The column is an integer. */
const LAST = 2 ** 31 - 1

/** Versions have no gap. */
function rangeOf ({ after = 0, upTo = LAST, limit = LAST }: Page): Range {
  return { after, end: Math.min(upTo, after + limit) }
}

async function findVersionsShown ({ db }: OrdersDeps, id: string, { after = 0, upTo = LAST, limit = LAST }: Page): Promise<number[]> {
  const steps = await db.selectFrom('order_history').select(['version', 'event_type as event', 'from_state as from', 'to_state as to'])
    .where('order_id', '=', id).where('version', '<=', upTo).orderBy('version').execute()
  return versionsShown(steps).filter((version) => version > after).slice(0, limit)
}

type Details = { reason?: string, findings?: Finding[], changes?: FieldChange[] }
type Payload = Partial<Pick<HistoryEffect, 'template' | 'audience' | 'attempt' | 'change'>>

async function findRows (
  { db, sealing }: OrdersDeps, { id, typeCheck, orderType }: StoredOrder, role: Role, { after, end }: Range
): Promise<HistoryRow[]> {
  const rows = await db.selectFrom('order_history').selectAll()
    .where('order_id', '=', id).where('version', '>', after).where('version', '<=', end).orderBy('version').execute()
  const effects = await db.selectFrom('outbox').select(['version', 'kind', 'payload', 'status', 'done_at', 'note'])
    .where('order_id', '=', id).where('version', '>', after).where('version', '<=', end)
    .orderBy('kind').orderBy('payload').orderBy('id').execute() // ids of one millisecond have no order of their own
  const effectsOf = Map.groupBy(effects, ({ version }) => version)
  return rows.map((row) => {
    const { reason, findings, changes }: Details = row.details ? sealing.unseal<Details>(row.details, id) : {}
    const step = { event: row.event_type, role: row.actor_role, from: row.from_state, to: row.to_state, ignored: row.ignored }
    return {
      version: row.version,
      at: row.at.toISOString(),
      actor: row.actor_id,
      accountId: accountIn(row.event as StoredEvent),
      ...step,
      reason: reason ?? null,
      findings: row.event_type === 'save' ? [] : (findings ?? []).filter(({ stage }) => stage !== 'rules'),
      attempt: row.attempt,
      changes: seesClear(role) ? changes ?? [] : maskChanges(changes ?? [], typeCheck),
      requestId: row.request_id,
      causeId: row.cause_id,
      summary: describeHistoryRow({ ...step, told: row.event as object }, orderType),
      effects: (effectsOf.get(row.version) ?? []).map(({ kind, payload, status, done_at: doneAt, note }) => {
        const { template = null, audience = null, attempt = null, change = null }: Payload = payload
        return { kind, template, audience, attempt, change, status, doneAt: doneAt?.toISOString() ?? null, note }
      })
    }
  })
}

function accountIn (event: StoredEvent): string | null {
  return 'by' in event ? event.by.accountId ?? null : null
}
