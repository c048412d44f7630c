import { setTimeout as delay } from 'node:timers/promises'
import type { Envelope } from '../../orders/events/compose-envelope.ts'
import type { EventType } from '../../orders/events/event-catalogue.ts'
import type { FoundBeian } from '../find-running.ts'
import type { ApiClient } from '../people/api-client.ts'
import { setScene, type SceneOptions } from './scene.ts'
import { WAYS } from './ways.ts'
import { whyNot } from './why-not.ts'

export type TriggerOptions = SceneOptions & { mayMoveClock: boolean }

/** Makes an event really happen, with an order of its own, and answers it. @throws with the reason when it cannot */
export async function triggerEvent (
  beian: FoundBeian, type: EventType, { mayMoveClock, ...options }: TriggerOptions
): Promise<Envelope<EventType>> {
  const way = WAYS[type]
  const reason = whyNot(way, beian.policy, { mayMoveClock })
  if (reason !== null || 'cannot' in way) throw new Error(`${type} cannot be triggered: ${reason}`)
  const scene = await setScene(beian, options)
  const orderId = await way.act(scene)
  return await untilTold(scene.people.admin, orderId, type, beian.policy.undoWindowMs)
}

const TOLD_WITHIN_MS = 60_000
const LOOK_EVERY_MS = 200

/** Events are published a moment after their commit; what a reviewer may take back is told when that time is over. */
async function untilTold (api: ApiClient, orderId: string, type: EventType, undoWindowMs: number): Promise<Envelope<EventType>> {
  const giveUpAt = performance.now() + TOLD_WITHIN_MS + undoWindowMs
  for (;;) {
    const { data: [event] } = await api<{ data: Array<Envelope<EventType>> }>(`/v1/events?orderId=${orderId}&type=${type}`)
    if (event) return event
    if (performance.now() > giveUpAt) {
      throw new Error(`it was done, but no ${type} of order ${orderId} is in GET /v1/events after ${TOLD_WITHIN_MS / 1000} s: does the worker run?`)
    }
    await delay(LOOK_EVERY_MS)
  }
}
