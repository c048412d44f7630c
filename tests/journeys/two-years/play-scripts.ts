import { DomainError } from '../../../machines/order/order-errors.ts'
import { isFact, isRequest, type Actor } from '../../../machines/order/order-events.ts'
import { ORDER_TYPES } from '../../../machines/order/order-types.ts'
import { applyOrderEvent } from '../../../services/orders/apply-order-event.ts'
import { fireTimers, nextDeadline } from '../../../services/orders/timers/fire-timers.ts'
import type { OrdersDeps } from '../../../services/orders/orders-deps.ts'
import { claimReviewTask } from '../../../services/orders/review/review-tasks.ts'
import type { StoredOrder } from '../../../services/orders/stored-order.ts'
import { givenOrderOf } from '../../../services/orders/testing/given-order-of.ts'
import type { Scene, Script } from './write-script.ts'

/** The library with a clock that stands where it was put. */
export type Stage = OrdersDeps & { advance (ms: number): void }
/** `surprises`: scenes that the service refused and the script did not, or the other way round. */
export type Played = { placed: Map<number, StoredOrder>, moments: number, surprises: string[] }

/**
 * Plays all scripts in the order of time: the clock stops at every moment of a script and at every deadline that the service
 * knows of, and in the end goes on until none is left. Orders of one moment move side by side.
 */
export async function playScripts (stage: Stage, scripts: Script[]): Promise<Played> {
  const played: Played = { placed: new Map(), moments: 0, surprises: [] }
  const calls = Map.groupBy(scripts.flatMap((script) => [
    { at: script.placedAt, play: async () => { played.placed.set(script.n, await place(stage, script)) } },
    ...script.scenes.map((scene) => ({ at: scene.at, play: async () => await playScene(stage, script, scene, played) }))
  ]), ({ at }) => at)
  const script = [...calls.keys()].sort()
  for (let next = 0; ; played.moments++) {
    const due = await nextDeadline(stage)
    const moment = script[next]
    if (due !== null && (moment === undefined || due.toISOString() <= moment)) {
      moveTo(stage, due.toISOString())
      await fireTimers(stage)
    } else if (moment !== undefined) {
      moveTo(stage, moment)
      await Promise.all(calls.get(moment)!.map(async ({ play }) => await play()))
      next++
    } else return played
  }
}

function moveTo (stage: Stage, at: string): void {
  stage.advance(Math.max(0, Date.parse(at) - stage.now().getTime()))
}

async function place (stage: Stage, { n, type, policy }: Script): Promise<StoredOrder> {
  const counterparty = ORDER_TYPES[type].counterpartyConfirmation ? { counterparty: `other-${n}` } : {}
  return await givenOrderOf({ ...stage, policy }, { subject: n, type, account: `account-${n}`, ...counterparty })
}

async function playScene (stage: Stage, { n }: Script, scene: Scene, { placed, surprises }: Played): Promise<void> {
  const { id } = placed.get(n)!
  const told = await tell(stage, id, scene).then(() => null, (error: unknown) => {
    if (error instanceof DomainError) return error.message
    throw error
  })
  if ((told === null) !== scene.accepted) surprises.push(`order ${n}, ${scene.at}, ${scene.event.type}: ${told ?? 'accepted'}`)
}

async function tell (stage: Stage, id: string, { event, accepted, isReview }: Scene): Promise<void> {
  const isDecision = isRequest(event) && ['pass', 'reject', 'request_correction'].includes(event.type)
  const change = isFact(event) ? { event } : () => ({ event })
  const leaseToken = isDecision && accepted && isReview ? await claimReview(stage, id, event.by) : undefined
  await applyOrderEvent(stage, id, change, { leaseToken })
}

async function claimReview (stage: Stage, id: string, by: Actor): Promise<string> {
  const task = await stage.db.selectFrom('review_task').select('id').where('order_id', '=', id).where('state', '=', 'open').executeTakeFirstOrThrow()
  return (await claimReviewTask(stage, task.id, by)).leaseToken
}
