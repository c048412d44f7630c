import type { OrderEffect } from '../../../machines/order/order-effects.ts'
import { requeueLost } from '../../orders/effects/outbox.ts'
import { changeRegistry } from '../processors/change-registry.ts'
import { eraseContent } from '../processors/erase-content.ts'
import { handOver } from '../processors/hand-over.ts'
import { notify } from '../processors/notify.ts'
import { giveUpEffect } from '../give-up-effect.ts'
import { relayOutbox } from '../relay-outbox.ts'
import { runEffect } from '../run-effect.ts'
import type { Processor, WorkerDeps } from '../worker-deps.ts'
import type { WorkerPart } from '../worker-part.ts'

const PROCESSORS = {
  hand_over: handOver,
  notify,
  change_registry: changeRegistry,
  erase_content: eraseContent
} satisfies Record<Exclude<OrderEffect['type'], 'upload_to_bureau'>, Processor>

const KINDS = Object.keys(PROCESSORS) as Array<keyof typeof PROCESSORS>

/** What an order asks of the world and is quick: apart from the bureau, so that one that hangs delays no notification. */
export function doEffects (deps: WorkerDeps, { concurrency, attempts }: { concurrency: number, attempts?: number }): WorkerPart {
  return {
    queue: 'effects',
    concurrency,
    relay: async (queue) => await relayOutbox(deps.orders, { kinds: KINDS, attempts }, queue),
    sweep: async (lostAfterMs) => await requeueLost(deps.orders.db, KINDS, lostAfterMs),
    process: async (name, data) => await runEffect(deps, PROCESSORS, name, data),
    giveUp: async (_, data) => await giveUpEffect(deps, data)
  }
}
