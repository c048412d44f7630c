import { sql } from 'kysely'
import { prepare } from '../platform/prepared.ts'
import { insertClaims } from './claims/insert-claims.ts'
import { COLUMNS_FOR_EVENTS, insertEvents } from './events/insert-events.ts'
import type { StoredOrder } from './stored-order.ts'

/** BA, the day in China, and a running number that never starts again. */
export const takeOrderNumber = prepare<{ at: string }, { number: string }>('take_order_number', ({ at }) => sql`
  select 'BA' || to_char(${at}::timestamptz at time zone 'Asia/Shanghai', 'YYYYMMDD') || lpad(nextval('order_number')::text, 8, '0') as number`)

export type OrderToInsert = Omit<StoredOrder, 'context' | 'content' | 'findings'> & {
  serviceKind: string
  context: string
  machineVersion: number
  content: Buffer
  findings: Buffer | null
  certificateKey: Buffer
  subjectName: string | null
  domain: string | null
  actorId: string
  actorRole: string
  birth: string
  requestId: string | null
  timers: string
  events: string
  claims: string
  remembered: string
  answer: Buffer | null
}

/** The birth of an order, all or nothing. */
export const insertOrder = prepare<OrderToInsert, { id: string }>('insert_order', (o) => sql`
  with
    placed as (
    insert into filing_order as o (id, number, account_id, counterparty_account_id, created_by, external_reference, order_type, province, service_kind, state,
      context, machine_version, version, content, findings, certificate_key, subject_name, domain, created_at, updated_at)
    values (${o.id}, ${o.number}, ${o.accountId}, ${o.counterpartyAccountId}, ${o.createdBy}, ${o.externalReference}, ${o.orderType}, ${o.province},
      ${o.serviceKind}, ${o.state}, ${o.context}, ${o.machineVersion}, 1, ${o.content}, ${o.findings}, ${o.certificateKey},
      ${o.subjectName}, ${o.domain}, ${o.createdAt}, ${o.createdAt})
    returning o.id, ${COLUMNS_FOR_EVENTS}),
    recorded as (
    insert into order_history (order_id, version, at, actor_id, actor_role, event_type, event, to_state, attempt, ignored, request_id)
    select id, 1, ${o.createdAt}, ${o.actorId}, ${o.actorRole}, 'create', ${o.birth}, ${o.state}, 0, false, ${o.requestId} from placed),
    timed as (
    insert into order_timer (order_id, name, due_at)
    select placed.id, t.name, t.due_at from placed, json_to_recordset(${o.timers}::json) as t (name text, due_at timestamptz)),
    told as (
    ${insertEvents(o.events, sql.ref('placed'))}),
    claimed as (
    ${insertClaims(o.claims, sql.ref('placed'))}),
    remembered as (
    insert into idempotency_record (caller, key, request_hash, order_id, status, answer, created_at)
    select r.caller, r.key, decode(r.request_hash, 'hex'), placed.id, r.status, ${o.answer}::bytea, ${o.createdAt}
    from placed, json_to_recordset(${o.remembered}::json) as r (caller text, key text, request_hash text, status smallint))
  select id from placed`)
