import { sql } from 'kysely'
import { prepare } from '../../platform/prepared.ts'
import { COLUMNS_FOR_EVENTS, insertEvents } from '../events/insert-events.ts'

/** All that a batch of fired deadlines writes: rows as JSON, so that the text never varies. */
export type TimersCommit = {
  /** One an order, as it will be. */
  orders: string
  /** One a deadline. */
  steps: string
  timersCancelled: string
  timersSet: string
  effects: string
  events: string
  tasksOpened: string
}

/**
 * What `commitChange` writes for one event, for the deadlines of many orders. Every part hangs on the guarded update: an order
 * that somebody else has changed meanwhile is left alone, and missing in the answer.
 */
export const commitTimers = prepare<TimersCommit, { id: string }>('commit_timers', (commit) => sql`
  with
    given as materialized (${givenOrders(commit)}),
    locked as materialized (${lockOrders()}),
    moved as (${moveOrders()}),
    recorded as (${recordHistory(commit)}),
    cancelled as (${cancelTimers(commit)}),
    timed as (${setTimers(commit)}),
    announced as (${announceEffects(commit)}),
    told as (${insertEvents(commit.events, sql.ref('moved'))}),
    released as (${releaseClaims()}),
    closed as (${closeTasks()}),
    opened as (${openTasks(commit)})
  select id from moved`)

function givenOrders (c: TimersCommit) {
  return sql`
    select * from json_to_recordset(${c.orders}::json) as g (id uuid, from_version integer, version integer, at timestamptz,
      state text, context jsonb, machine_version integer, subject_number text, shared boolean, findings_change boolean, findings text,
      closes boolean, task_closed boolean)`
}

/** In one order for everybody, so that two workers wait for one another and never in a circle. */
function lockOrders () {
  return sql`
    select g.* from given g join filing_order o on o.id = g.id and o.version = g.from_version
    order by o.id for no key update of o`
}

function moveOrders () {
  return sql`
    update filing_order o set
      state = g.state, context = coalesce(g.context, o.context), machine_version = g.machine_version, version = g.version,
      findings = case when g.findings_change then decode(g.findings, 'hex') else o.findings end,
      subject_number = g.subject_number, shared_with = case when g.shared then o.counterparty_account_id end, updated_at = g.at
    from locked g where o.id = g.id and o.version = g.from_version
    returning o.id, ${COLUMNS_FOR_EVENTS}, g.at, g.closes, g.task_closed`
}

function recordHistory (c: TimersCommit) {
  return sql`
    insert into order_history (order_id, version, at, actor_role, event_type, event, from_state, to_state, attempt, ignored)
    select moved.id, h.version, h.at, h.actor_role, h.event_type, h.event, h.from_state, h.to_state, h.attempt, h.ignored
    from moved join json_to_recordset(${c.steps}::json) as h (order_id uuid, version integer, at timestamptz, actor_role text,
      event_type text, event jsonb, from_state text, to_state text, attempt integer, ignored boolean) on h.order_id = moved.id`
}

function cancelTimers (c: TimersCommit) {
  return sql`
    delete from order_timer t
    using moved, json_to_recordset(${c.timersCancelled}::json) as e (order_id uuid, name text)
    where e.order_id = moved.id and t.order_id = moved.id and t.name = e.name`
}

function setTimers (c: TimersCommit) {
  return sql`
    insert into order_timer (order_id, name, due_at)
    select moved.id, t.name, t.due_at
    from moved join json_to_recordset(${c.timersSet}::json) as t (order_id uuid, name text, due_at timestamptz) on t.order_id = moved.id
    on conflict (order_id, name) do update set due_at = excluded.due_at`
}

function announceEffects (c: TimersCommit) {
  return sql`
    insert into outbox (id, order_id, version, kind, payload, status, due_at)
    select e.id, moved.id, e.version, e.kind, e.payload, 'pending', e.due_at
    from moved join json_to_recordset(${c.effects}::json) as e (id uuid, order_id uuid, version integer, kind text, payload jsonb,
      due_at timestamptz) on e.order_id = moved.id`
}

function releaseClaims () {
  return sql`delete from order_claim k using moved where moved.closes and k.order_id = moved.id`
}

function closeTasks () {
  return sql`
    update review_task t set state = 'closed', closed_at = moved.at, lease_token = null, lease_expires_at = null
    from moved where moved.task_closed and t.order_id = moved.id and t.state = 'open'`
}

function openTasks (c: TimersCommit) {
  return sql`
    insert into review_task (id, order_id, round, state, province, order_type, opened_at, due_at)
    select t.id, moved.id, t.round, 'open', moved.province, moved.order_type, moved.at, t.due_at
    from moved join json_to_recordset(${c.tasksOpened}::json) as t (id uuid, order_id uuid, round integer, due_at timestamptz)
      on t.order_id = moved.id`
}
