import { setTimeout as delay } from 'node:timers/promises'
import type { OrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import type { People } from '../people/meet-people.ts'
import { BUREAU_OPINION } from './objections.ts'
import { offerOrder } from './offer-order.ts'
import { passReview } from './pass-review.ts'

const EVERY_MS = 45_000
const STEP_MS = 12_000

/** Enough to look at for an hour; a service that was forgotten over the weekend is not filled up. */
const ORDERS = 60

/**
 * Now and then another company comes: it submits, lin passes, wang sends, and the bureau does the rest; one in four it
 * refuses. A person who wants to review finds other orders waiting.
 */
export async function liveOn (people: People, policy: OrderPolicy, signal: AbortSignal): Promise<void> {
  if (policy.authenticity.requiredToSubmit) return // nobody could submit
  const wait = async (ms: number) => await delay(ms, undefined, { signal })
  const first = firstCompany()
  for (let number = 0; number < ORDERS; number++) {
    await wait(EVERY_MS)
    const order = offerOrder(first + number, policy)
    const applicant = await people.applicant('huang', 'passers-by')
    if (number % 4 === 3 && order.service.domain !== undefined) await people.bureau.arrange(order.service.domain, `refuse:${BUREAU_OPINION}`, 1)
    const { id } = await applicant.place(order)
    await wait(STEP_MS)
    const submitted = await applicant.submit(id)
    await wait(STEP_MS)
    await passReview(submitted, people)
    await wait(STEP_MS)
    if (!policy.automaticHandOver) await people.wang.sendToBureau(id)
  }
}

/** Hardly those of a start before: one that has an open order would end the walk with a refusal. */
function firstCompany (): number {
  return 1000 + Math.floor(Math.random() * 20_000)
}
