import { findDeliveries, findDelivery } from '../deliveries/find-deliveries.ts'
import type { TestDeliveries } from './start-deliveries.ts'

/** Of the one order.submitted of an endpoint; `at`: when each try was, in milliseconds from the first. */
export async function triesOf (webhooks: TestDeliveries, endpointId: string) {
  const [delivery] = await findDeliveries(webhooks, { endpointId, limit: 1, eventType: 'order.submitted' })
  const { tries, ...rest } = await findDelivery(webhooks, delivery!.id)
  return { ...rest, tries, at: tries.map(({ startedAt }) => Date.parse(startedAt) - Date.parse(tries[0]!.startedAt)) }
}
