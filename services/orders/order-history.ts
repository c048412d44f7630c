import type { Finding, Role } from '../../machines/order/order-events.ts'
import type { OrderEffect } from '../../machines/order/order-effects.ts'
import type { OrderState } from '../../machines/order/order-states.ts'
import type { FieldChange } from '../rules/merge-content.ts'
import { maskChanges } from '../rules/personal-data.ts'
import { seesClear } from './order-view.ts'
import type { OrdersDeps } from './orders-deps.ts'
import type { StoredOrder } from './stored-order.ts'

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
  effects: Array<{ kind: OrderEffect['type'], status: 'pending' | 'queued' | 'done' | 'failed', doneAt: string | null }>
}

type Details = { reason?: string, findings?: Finding[], changes?: FieldChange[] }

/** The life of an order, first to last; `after` is the last version seen. Personal values are masked by role. */
export async function findHistory (
  { db, sealing }: OrdersDeps, { id, typeCheck }: StoredOrder, role: Role, { after = 0, limit }: { after?: number, limit: number }
): Promise<HistoryRow[]> {
  const rows = await db.selectFrom('order_history').selectAll()
    .where('order_id', '=', id).where('version', '>', after).orderBy('version').limit(limit).execute()
  const effects = await db.selectFrom('outbox').select(['version', 'kind', 'status', 'done_at'])
    .where('order_id', '=', id).where('version', 'in', [0, ...rows.map(({ version }) => version)]).orderBy('id').execute()
  return rows.map((row) => {
    const { reason, findings, changes }: Details = row.details ? sealing.unseal<Details>(row.details, id) : {}
    return {
      version: row.version,
      at: row.at.toISOString(),
      actor: row.actor_id,
      role: row.actor_role,
      event: row.event_type,
      from: row.from_state,
      to: row.to_state,
      reason: reason ?? null,
      findings: row.event_type === 'save' ? [] : (findings ?? []).filter(({ stage }) => stage !== 'rules'),
      attempt: row.attempt,
      changes: seesClear(role) ? changes ?? [] : maskChanges(changes ?? [], typeCheck),
      ignored: row.ignored,
      requestId: row.request_id,
      effects: effects.filter(({ version }) => version === row.version)
        .map(({ kind, status, done_at: doneAt }) => ({ kind, status, doneAt: doneAt?.toISOString() ?? null }))
    }
  })
}
