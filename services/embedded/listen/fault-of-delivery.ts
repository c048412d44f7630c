import { createHmac, timingSafeEqual } from 'node:crypto'

export type SignedDelivery = { headers: Record<string, string | string[] | undefined>, body: Buffer }

/** Either way from now. Source: Standard Webhooks 1.0 and its libraries. */
const TOLERANCE_S = 5 * 60

/**
 * Why a delivery is not to be believed; null when it is ours. As the published libraries do it: one right `v1` signature among those that
 * are listed is enough. Those libraries are no part of what Beian runs with.
 */
export function faultOfDelivery (secret: string, { headers, body }: SignedDelivery, now = new Date()): string | null {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return 'it lacks the headers of a webhook'
  if (!/^\d{1,12}$/.test(timestamp)) return 'its webhook-timestamp is not a number of seconds'
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_S) return 'its time stamp is more than five minutes from now'
  const expected = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).update(`${id}.${timestamp}.`).update(body).digest()
  const matches = signatures.split(' ').some((signature) => {
    const [version, text = ''] = signature.split(',')
    const given = Buffer.from(text, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
  return matches ? null : 'none of its signatures is right'
}
