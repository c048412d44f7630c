import type { OrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import { whyNotSeeded } from '../seed/why-not-seeded.ts'
import type { Way } from './ways.ts'

/** Why an event cannot be made to happen on a service with this policy; null when it can. */
export function whyNot (way: Way, policy: OrderPolicy, { mayMoveClock }: { mayMoveClock: boolean }): string | null {
  if ('cannot' in way) return way.cannot
  const unreachable = (way.asSeeded === undefined ? null : whyNotSeeded(way.asSeeded, policy)) ?? way.whyNot?.(policy) ?? null
  if (unreachable !== null || way.movesClockByDays === undefined || mayMoveClock) return unreachable
  return `it takes moving the test clock by ${way.movesClockByDays(policy)} days, in which reminders, deadlines and expiries happen to every ` +
    'order of this service, and it never goes back. If that is what you want, add --move-clock'
}
