/** The orders whose deadlines cannot be fired: passed by, so that they hold up no other. */
export type TimersSetAside = {
  orderIds (): string[]
  add (orderId: string, error: unknown): void
}

/** In real time. The release that can fire them may come at any moment, and is then a new process. */
const TRIED_AGAIN_AFTER_MS = 5 * 60 * 1000

/** Tells of each such order when it is met, and lets it be tried again after a while. */
export function setTimersAside (tell: (orderId: string, error: unknown) => void, clock = () => performance.now()): TimersSetAside {
  const until = new Map<string, number>()
  return {
    orderIds () {
      for (const [orderId, moment] of until) if (moment <= clock()) until.delete(orderId)
      return [...until.keys()]
    },
    add (orderId, error) {
      until.set(orderId, clock() + TRIED_AGAIN_AFTER_MS)
      tell(orderId, error)
    }
  }
}
