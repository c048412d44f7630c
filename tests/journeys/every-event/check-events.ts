import { Value } from 'typebox/value'
import type { TestApi } from '../../../services/api/testing/start-api.ts'
import type { EventType } from '../../../services/orders/events/event-catalogue.ts'
import { eventSchema } from '../../../services/orders/events/event-schemas.ts'
import { findEvents } from '../../../services/orders/events/find-events.ts'
import { publishEvents } from '../../../services/orders/events/publish-events.ts'

/** Publishes all that the orders have told, and answers which types there were and what is not as the catalogue says. */
export async function checkEvents ({ deps, moveClock }: TestApi): Promise<{ types: Set<EventType>, faults: string[], told: number }> {
  moveClock(TWO_YEARS_MS) // some orders have lived ahead of the others, and what could be taken back cannot any more
  while (await publishEvents(deps, 500, async () => {}) > 0) { /* until all are out */ }
  const types = new Set<EventType>()
  const faults: string[] = []
  const last = new Map<string, number>()
  let told = 0
  for (let [after, more] = [null as string | null, true]; more;) {
    const { events, position, hasMore } = await findEvents(deps, { after, limit: 1000 })
    for (const event of events) {
      types.add(event.type)
      const [fault] = Value.Errors(eventSchema(event.type), event)
      if (fault) faults.push(`${event.type}${fault.instancePath}: ${fault.message}`)
      const before = last.get(event.orderId!) ?? null
      if (event.previousSequence !== before || event.sequence !== (before ?? 0) + 1) faults.push(`${event.type}: ${before} then ${event.sequence}`)
      last.set(event.orderId!, event.sequence)
    }
    told += events.length;
    [after, more] = [position, hasMore]
  }
  return { types, faults, told }
}

const TWO_YEARS_MS = 2 * 365 * 24 * 3_600_000
