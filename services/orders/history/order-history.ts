import type { Audience, NotificationTemplate, OrderEffect } from '../../../machines/order/order-effects.ts'
import type { Finding, Role, Text } from '../../../machines/order/order-events.ts'
import type { OrderState } from '../../../machines/order/order-states.ts'
import type { RegistryChange } from '../../../machines/order/order-types.ts'
import type { FieldChange } from '../../rules/merge-content.ts'
import { maskChanges } from '../../rules/personal-data.ts'
import { describeHistoryRow } from './describe-history-row.ts'
import { seesClear } from '../order-view.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import type { StoredOrder } from '../stored-order.ts'

export type HistoryRow = {
  version: number
  at: string
  actor: string | null
  role: string
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

/** The column is an integer. */
const LAST = 2 ** 31 - 1

type Details = { reason?: string, findings?: Finding[], changes?: FieldChange[] }
type Payload = Partial<Pick<HistoryEffect, 'template' | 'audience' | 'attempt' | 'change'>>

/** The life of an order, first to last: what follows version `after`, up to `upTo`. Personal values are masked by role. */
export async function findHistory (
  { db, sealing }: OrdersDeps, { id, typeCheck, orderType }: StoredOrder, role: Role,
  { after = 0, upTo = LAST, limit }: { after?: number, upTo?: number, limit?: number }
): Promise<HistoryRow[]> {
  const end = Math.min(upTo, limit === undefined ? LAST : after + limit) // versions have no gap
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
