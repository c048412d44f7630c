import { randomUUIDv7 } from 'node:crypto'
import type { BureauDeps } from './bureau-deps.ts'
import type { BureauChannelConfig } from './bureau-channel-config.ts'
import { channelFor } from './bureau-channels.ts'

/** Puts one attempt of an order in line at its channel, once however often it is asked. Null when there is none: then the order is told. */
export async function queueSubmission (
  { db, channels, now, orders }: BureauDeps, { orderId, attempt, province }: { orderId: string, attempt: number, province: string }
): Promise<BureauChannelConfig | null> {
  const channel = channelFor(channels, province)
  if (channel === null) {
    const fact = { type: 'bureau_refused', at: now().toISOString(), causeId: `no_channel:${attempt}`, attempt, code: 'no_channel' } as const
    await orders.tell(orderId, fact, { reason: NO_CHANNEL })
    return null
  }
  await db.insertInto('bureau_submission')
    .values({ id: randomUUIDv7(), channel_id: channel.id, order_id: orderId, attempt, operation: 'XZBA', state: 'waiting', waiting_since: now() })
    .onConflict((conflict) => conflict.columns(['order_id', 'attempt']).doNothing()).execute()
  return channel
}

const NO_CHANNEL = '未配置任何管局通道（BUREAU_CHANNELS），请配置后重新提交，或在管局人工报备 / no channel to a bureau is configured: set BUREAU_CHANNELS and hand the order over again, or file it by hand'
