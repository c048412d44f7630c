import { transition } from 'xstate'
import type { OrderSnapshot } from '../../../machines/order/decide.ts'
import { orderDelays } from '../../../machines/order/order-delays.ts'
import type { MachineEvent } from '../../../machines/order/order-events.ts'
import { MACHINE_ID, orderMachine } from '../../../machines/order/order-machine.ts'
import { declaredDeadlines } from '../../../machines/order/testing/declared-deadlines.ts'
import { AT } from '../../../machines/order/testing/orders.ts'
import { applyOrderEvent } from '../../../services/orders/apply-order-event.ts'
import { fireTimers } from '../../../services/orders/timers/fire-timers.ts'
import type { Walker } from './do-for-real.ts'
import type { Foreseen, Place } from './explore.ts'
import { takeStep, type Surprise } from './take-step.ts'

export type Note = (from: string, step: Pick<Foreseen, 'name' | 'next'>) => void

const TIMERS = Object.keys(orderDelays).map((name) => name.toLowerCase())

/** Every deadline in this place: those that the order has, at the moment each falls due, until one leads away; the others find nothing. */
export async function passTime (walker: Walker, { order, way, tries }: Place, note: Note): Promise<Surprise[]> {
  const surprises: Surprise[] = []
  for (const [index, step] of way.entries()) surprises.push(...await takeStep(walker, index === 0 ? DRAFT : way[index - 1]!.next!, step))
  const link = tries.find(({ name }) => name === 'authenticity_link_issued')
  if (link && isApplicantsTurn(order)) surprises.push(...await takeStep(walker, order, link))
  const has = await deadlinesOf(walker)
  const declared = [...declaredDeadlines(order.state, order.context, AT), ...isApplicantsTurn(order) ? ['authenticity_link'] : []].sort()
  const named = has.map(({ name }) => name).sort()
  if (named.join() !== declared.join()) surprises.push({ from: order.state, event: 'deadlines', what: named, instead: declared })
  for (const name of TIMERS.filter((one) => !has.some((deadline) => deadline.name === one))) {
    surprises.push(...await fireNothing(walker, order, name))
    note(order.state, { name, next: null })
  }
  return [...surprises, ...await fireAll(walker, order, note)]
}

function isApplicantsTurn ({ state }: OrderSnapshot): boolean {
  return ['draft', 'correction_requested', 'initial_rejected', 'sms_returned', 'bureau_rejected'].includes(state)
}

const DRAFT = { state: 'draft' } as OrderSnapshot

/** A deadline that the order does not have is none, whoever says it is due. */
async function fireNothing ({ api, id }: Walker, order: OrderSnapshot, name: string): Promise<Surprise[]> {
  const applied = await applyOrderEvent(api.deps, id, { event: { type: 'timer', name, at: api.deps.now().toISOString() } })
  return 'changed' in applied && !applied.changed ? [] : [{ from: order.state, event: name, what: 'applied', instead: 'nothing' }]
}

async function fireAll (walker: Walker, place: OrderSnapshot, note: Note): Promise<Surprise[]> {
  const { api, id } = walker
  const began = api.deps.now().getTime()
  const surprises: Surprise[] = []
  let order = place
  for (let [due] = await deadlinesOf(walker); due && order.state === place.state; [due] = await deadlinesOf(walker)) {
    api.moveClock(due.due_at.getTime() - api.deps.now().getTime())
    while (await fireTimers(api.deps) > 0);
    const before = order
    order = afterTimer(before, due.name, due.due_at)
    note(before.state, { name: due.name, next: order })
    const row = await api.deps.db.selectFrom('order_history').select(['from_state', 'to_state', 'ignored', 'at'])
      .where('order_id', '=', id).where('event_type', '=', due.name).orderBy('version', 'desc').limit(1).executeTakeFirst()
    const found = row && [row.from_state, row.to_state, row.ignored, row.at.toISOString()].join()
    const foreseen = [before.state, order.state, false, due.due_at.toISOString()].join()
    if (found !== foreseen) surprises.push({ from: before.state, event: due.name, what: found, instead: foreseen })
  }
  api.moveClock(began - api.deps.now().getTime())
  return surprises
}

function afterTimer ({ state, context }: OrderSnapshot, name: string, due: Date): OrderSnapshot {
  const type = name === 'authenticity_link' ? name : `xstate.after.${name.toUpperCase()}.${MACHINE_ID}.${state}`
  const before = orderMachine.resolveState({ value: state, context })
  const [after] = transition(orderMachine, before, { type, at: due.toISOString() } as MachineEvent)
  return { state: after.value, context: after.context } as OrderSnapshot
}

async function deadlinesOf ({ api: { deps: { db } }, id }: Walker) {
  return await db.selectFrom('order_timer').select(['name', 'due_at']).where('order_id', '=', id).orderBy('due_at').orderBy('name').execute()
}
