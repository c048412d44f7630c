import { randomUUIDv7 } from 'node:crypto'
import type { BureauDeps } from './bureau-deps.ts'
import { channelFor } from './bureau-channels.ts'

/** Puts one attempt of an order in line at its channel, once however often it is asked. Answers the channel's id. */
export async function queueSubmission (
  { db, channels, now }: BureauDeps, { orderId, attempt, province }: { orderId: string, attempt: number, province: string }
): Promise<string> {
  const { id: channelId } = channelFor(channels, province)
  await db.insertInto('bureau_submission')
    .values({ id: randomUUIDv7(), channel_id: channelId, order_id: orderId, attempt, operation: 'XZBA', state: 'waiting', waiting_since: now() })
    .onConflict((conflict) => conflict.columns(['order_id', 'attempt']).doNothing()).execute()
  return channelId
}
