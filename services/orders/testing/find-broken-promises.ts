import { isDeepStrictEqual } from 'node:util'
import { begin, decide, type Decision, type OrderSnapshot } from '../../../machines/order/decide.ts'
import type { OrderEffect } from '../../../machines/order/order-effects.ts'
import type { OrderEvent } from '../../../machines/order/order-events.ts'
import { isOpen, type OrderState } from '../../../machines/order/order-states.ts'
import { dueAt } from '../timers/due-at.ts'
import { findOrder } from '../find-orders.ts'
import { claimsOf } from '../claims/order-claims.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import type { Creation } from '../history/recorded-event.ts'
import { replayOrder } from '../history/replay-order.ts'
import type { StoredOrder } from '../stored-order.ts'

/** What an order should have left in the tables, as its history tells it through `decide` alone. */
type Told = OrderSnapshot & {
  deadlines: Array<{ name: string, dueAt: string }>
  effects: Map<number, Asked[]>
  /** The version of the decision that may still be taken back: what it asks for waits. */
  undoable: number | null
}
type Asked = { effect: OrderEffect, dueAt: string }

/** Which promises of DESIGN.md section 3 the tables break for one order: none, or the library is wrong. */
export async function findBrokenPromises (deps: OrdersDeps, id: string): Promise<{ order: StoredOrder, broken: string[] }> {
  const order = await findOrder(deps, id)
  const rows = await deps.db.selectFrom('order_history').selectAll().where('order_id', '=', id).orderBy('version').execute()
  const told = tellAgain(rows.map(({ event }) => event as OrderEvent | Creation))
  const causes = rows.flatMap(({ cause_id: causeId }) => causeId ?? [])
  const tasks = await deps.db.selectFrom('review_task').select('id').where('order_id', '=', id).where('state', '=', 'open').execute()
  const checks = {
    'the history has a gap': isSame(rows.map(({ version }) => version), Array.from({ length: order.version }, (_, index) => index + 1)),
    'the history runs backward': isSame(rows.map(({ at }) => at.getTime()), rows.map(({ at }) => at.getTime()).toSorted((one, other) => one - other)),
    'replaying does not give the stored order': isSame(await replayOrder(deps, id), { state: order.state, context: order.context }),
    'a fact was applied twice': new Set(causes).size === causes.length,
    'effects are not those that were decided': isSame(await storedEffects(deps, id), decidedEffects(told)),
    'deadlines are not those that were decided': isSame(order.deadlines.toSorted(byName), told.deadlines.toSorted(byName)),
    'a closed order claims': isOpen(order.state) || (await storedClaims(deps, id)).length === 0,
    'claims are not those of the order': isSame(await storedClaims(deps, id), claimsOf(deps.sealing, order).map(({ key }) => key).sort()) ||
      isApprovedLate(order),
    'review tasks do not fit the state': tasks.length === (order.state === 'initial_review' ? 1 : 0)
  }
  return { order, broken: Object.entries(checks).filter(([, holds]) => !holds).map(([name]) => name) }
}

/** A fact cannot be refused, so an approval after a return takes the order back to the bureau without claiming the place there. */
function isApprovedLate ({ state, context }: StoredOrder): boolean {
  return state === 'bureau_review' && context.approved && context.policy.openOrders === 'coexistence_matrix'
}

function tellAgain ([creation, ...events]: Array<OrderEvent | Creation>): Told {
  const { birth } = creation as Creation
  const born = begin(birth)
  const deadlines = born.timersToSet.map((timer) => ({ name: timer.name, dueAt: dueAt(timer, birth.createdAt) }))
  return (events as OrderEvent[]).reduce<Told>((told, event, index) => follow(told, decide(told, event), event, index + 2), {
    ...born.next, deadlines, effects: new Map(), undoable: null
  })
}

function follow (told: Told, { next, timersToSet, timersToCancel, effects: asked }: Decision, event: OrderEvent, version: number): Told {
  const { deadlines } = told
  const set = timersToSet.map((timer) => ({ name: timer.name, dueAt: dueAt(timer, event.at) }))
  const ended = [...timersToCancel, ...event.type === 'timer' ? [event.name] : [], ...set.map(({ name }) => name)]
  const undoable = next.context.decision === null || !KNOW_UNDO.includes(next.state) ? null : told.undoable ?? version
  const isHeld = told.undoable === null && undoable !== null
  const begins = new Date(Date.parse(event.at) + (isHeld ? next.context.policy.undoWindowMs : 0)).toISOString()
  return {
    ...next,
    deadlines: [...deadlines.filter(({ name }) => !ended.includes(name)), ...set],
    effects: new Map([...effectsLeft(told, event, undoable), [version, asked.map((effect) => ({ effect, dueAt: begins }))]]),
    undoable
  }
}

/** A decision that is taken back takes along what waits for it; one that no longer can be lets it go at once. */
function effectsLeft ({ effects, undoable: before }: Told, { type, at }: OrderEvent, undoable: number | null): Told['effects'] {
  if (before === null || undoable !== null) return effects
  const asked = effects.get(before) ?? []
  const left = type === 'undo'
    ? asked.filter(({ dueAt }) => dueAt <= at)
    : asked.map(({ effect, dueAt }) => ({ effect, dueAt: dueAt <= at ? dueAt : at }))
  return new Map([...effects, [before, left]])
}

const KNOW_UNDO: OrderState[] = ['correction_requested', 'initial_rejected', 'owner_confirmation', 'counterparty_confirmation', 'bureau_queue']

function decidedEffects ({ effects }: Told): string[] {
  const lineOf = (version: number, { effect: { type, ...payload }, dueAt }: Asked) => line(version, type, payload, dueAt)
  return [...effects].flatMap(([version, asked]) => asked.map((one) => lineOf(version, one))).sort()
}

async function storedEffects ({ db }: OrdersDeps, id: string): Promise<string[]> {
  const rows = await db.selectFrom('outbox').selectAll().where('order_id', '=', id).execute()
  return rows.map(({ version, kind, payload, due_at: due }) => line(version, kind, payload, due.toISOString())).sort()
}

function line (version: number, kind: string, payload: object, due: string): string {
  return `${version} ${kind} ${JSON.stringify(Object.entries(payload).sort())} ${due}`
}

async function storedClaims ({ db }: OrdersDeps, id: string): Promise<string[]> {
  const rows = await db.selectFrom('order_claim').select('key').where('order_id', '=', id).execute()
  return rows.map(({ key }) => key.toString('hex')).sort()
}

function byName (one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1
}

function isSame (one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other)
}
