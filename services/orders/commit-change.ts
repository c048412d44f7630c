import { sql } from 'kysely'
import { prepare } from '../platform/prepared.ts'
import { insertClaims } from './claims/insert-claims.ts'
import { COLUMNS_FOR_EVENTS, insertEvents } from './events/insert-events.ts'

/** All that one command writes, as the values of one statement. Lists travel as JSON, so that the text never varies. */
export type Commit = {
  orderId: string
  fromVersion: number
  /** Whether it was erased already when it was read: else nothing of it is written back. */
  wasErased: boolean
  at: string
  state: string
  context: string
  machineVersion: number
  /** Null leaves the sealed column as it is. */
  content: Buffer | null
  findings: Buffer | null
  subjectName: string | null
  subjectNumber: string | null
  /** May the account to which it leads see it? */
  shared: boolean
  /** Only whoever holds this lease may decide; null for everything that needs none. */
  leaseToken: string | null

  actorId: string | null
  actorRole: string
  eventType: string
  event: string
  fromState: string
  attempt: number
  ignored: boolean
  causeId: string | null
  requestId: string | null
  details: Buffer | null

  timersToCancel: string[]
  timersToSet: string
  effects: string
  /** What it tells the world. */
  events: string
  /** What the last decision asked for and was not begun, because it may be taken back: never to be done, or now. */
  effectsWithdrawn: boolean
  effectsReleased: boolean
  effectDone: string | null
  claimsReleased: boolean
  claimsDropped: string[]
  claimsMade: string
  taskOpened: string
  taskClosed: boolean
  taskFreed: boolean
  remembered: string
  answer: Buffer | null
}

/**
 * The second of the two round trips of a command. Every part hangs on the guarded update, so that a lost race
 * writes nothing; a unique violation in any of them undoes all.
 */
export const commitChange = prepare<Commit, { version: number }>('commit_change', (commit) => sql`
  with
    moved as (${moveOrder(commit)}),
    recorded as (${recordHistory(commit)}),
    cancelled as (${cancelTimers(commit)}),
    timed as (${setTimers(commit)}),
    withdrawn as (${withdrawEffects(commit)}),
    unheld as (${releaseEffects(commit)}),
    announced as (${announceEffects(commit)}),
    unsaid as (${withdrawEvents(commit)}),
    said as (${releaseEvents(commit)}),
    told as (${insertEvents(commit.events, sql.ref('moved'))}),
    done as (${finishEffect(commit)}),
    released as (${releaseClaims(commit)}),
    claimed as (${makeClaims(commit)}),
    closed as (${closeOrFreeTask(commit)}),
    opened as (${openTask(commit)}),
    remembered as (${rememberAnswer(commit)})
  select version from moved`)

function moveOrder (c: Commit) {
  return sql`
    update filing_order o set
      state = ${c.state}, context = ${c.context}, machine_version = ${c.machineVersion}, version = o.version + 1,
      content = coalesce(${c.content}, o.content), findings = ${c.findings}, subject_name = ${c.subjectName},
      subject_number = ${c.subjectNumber}, shared_with = case when ${c.shared} then o.counterparty_account_id end, updated_at = ${c.at}
    where o.id = ${c.orderId} and o.version = ${c.fromVersion} and (o.certificate_key = ''::bytea) = ${c.wasErased}
      and (${c.leaseToken}::uuid is null or exists (
        select from review_task t where t.order_id = o.id and t.state = 'open'
          and t.lease_token = ${c.leaseToken} and t.lease_expires_at > ${c.at}))
    returning o.id, o.version, ${COLUMNS_FOR_EVENTS}`
}

function recordHistory (c: Commit) {
  return sql`
    insert into order_history (order_id, version, at, actor_id, actor_role, event_type, event, from_state, to_state,
      attempt, ignored, cause_id, request_id, details)
    select id, version, ${c.at}, ${c.actorId}, ${c.actorRole}, ${c.eventType}, ${c.event}, ${c.fromState}, ${c.state},
      ${c.attempt}, ${c.ignored}, ${c.causeId}, ${c.requestId}, ${c.details} from moved`
}

function cancelTimers (c: Commit) {
  return sql`delete from order_timer t using moved where t.order_id = moved.id and t.name = any(${c.timersToCancel}::text[])`
}

function setTimers (c: Commit) {
  return sql`
    insert into order_timer (order_id, name, due_at)
    select moved.id, t.name, t.due_at
    from moved, json_to_recordset(${c.timersToSet}::json) as t (name text, due_at timestamptz)
    on conflict (order_id, name) do update set due_at = excluded.due_at`
}

function withdrawEffects (c: Commit) {
  return sql`delete from outbox e using moved where ${c.effectsWithdrawn} and ${isHeld(c)}`
}

function releaseEffects (c: Commit) {
  return sql`update outbox e set due_at = ${c.at} from moved where ${c.effectsReleased} and ${isHeld(c)}`
}

/** Of the last decision alone: what an earlier one asked for, or what waits for another reason, is none of its business. */
function isHeld (c: Commit) {
  return sql`e.order_id = moved.id and e.status = 'pending' and e.due_at > ${c.at} and e.version = (${lastDecision(c)})`
}

function lastDecision (c: Commit) {
  return sql`
      select max(h.version) from order_history h
      where h.order_id = ${c.orderId} and h.from_state = 'initial_review' and h.event_type in ('pass', 'reject', 'request_correction')`
}

/** What nobody was told of has not happened. */
function withdrawEvents (c: Commit) {
  return sql`delete from published_event e using moved where ${c.effectsWithdrawn} and ${isUntold(c)}`
}

function releaseEvents (c: Commit) {
  return sql`update published_event e set due_at = ${c.at} from moved where ${c.effectsReleased} and ${isUntold(c)}`
}

function isUntold (c: Commit) {
  return sql`e.order_id = moved.id and e.position is null and e.due_at > ${c.at} and e.order_version = (${lastDecision(c)})`
}

function announceEffects (c: Commit) {
  return sql`
    insert into outbox (id, order_id, version, kind, payload, status, due_at)
    select e.id, moved.id, moved.version, e.kind, e.payload, 'pending', e.due_at
    from moved, json_to_recordset(${c.effects}::json) as e (id uuid, kind text, payload jsonb, due_at timestamptz)`
}

/** The effect whose result this event is: done in the same commit, so that it is never done twice. */
function finishEffect (c: Commit) {
  return sql`update outbox e set status = 'done', done_at = ${c.at} from moved where e.id = ${c.effectDone}::uuid`
}

/** All of them when the order closes. What is not given up costs nothing: the first condition names no row. */
function releaseClaims (c: Commit) {
  return sql`
    delete from order_claim k using moved
    where (${c.claimsReleased} or cardinality(${c.claimsDropped}::text[]) > 0)
      and k.order_id = moved.id and (${c.claimsReleased} or encode(k.key, 'hex') = any(${c.claimsDropped}::text[]))`
}

function makeClaims (c: Commit) {
  return insertClaims(c.claimsMade, sql.ref('moved'))
}

function closeOrFreeTask (c: Commit) {
  return sql`
    update review_task t set
      state = case when ${c.taskClosed} then 'closed' else t.state end,
      closed_at = case when ${c.taskClosed} then ${c.at}::timestamptz end,
      assignee = case when ${c.taskClosed} then t.assignee end,
      lease_token = null, lease_expires_at = null
    from moved where (${c.taskClosed} or ${c.taskFreed}) and t.order_id = moved.id and t.state = 'open'`
}

function openTask (c: Commit) {
  return sql`
    insert into review_task (id, order_id, round, state, province, order_type, opened_at, due_at)
    select t.id, moved.id, t.round, 'open', moved.province, moved.order_type, ${c.at}, t.due_at
    from moved, json_to_recordset(${c.taskOpened}::json) as t (id uuid, round integer, due_at timestamptz)`
}

function rememberAnswer (c: Commit) {
  return sql`
    insert into idempotency_record (caller, key, request_hash, order_id, status, answer, created_at)
    select r.caller, r.key, decode(r.request_hash, 'hex'), moved.id, r.status, ${c.answer}::bytea, ${c.at}
    from moved, json_to_recordset(${c.remembered}::json) as r (caller text, key text, request_hash text, status smallint)`
}
