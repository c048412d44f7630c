import { createHmac, sign } from 'node:crypto'
import type { SigningKey } from './signing-key.ts'

export type MessageToSign = {
  id: string
  /** Of this try, in seconds of real time: a receiver compares it with its own clock. */
  timestamp: number
  /** The very text that is sent. */
  body: string
  /** Newest first. */
  secrets: readonly SigningKey[]
}
export type SignatureHeaders = Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>

/** The headers by which a receiver knows that a message is ours. Standard Webhooks 1.0, to the byte. */
export function signMessage ({ id, timestamp, body, secrets }: MessageToSign): SignatureHeaders {
  const content = Buffer.from(`${id}.${timestamp}.${body}`)
  const symmetric = secrets.filter(({ scheme }) => scheme === 'v1')
    .map(({ key }) => `v1,${createHmac('sha256', key).update(content).digest('base64')}`)
  const asymmetric = secrets.filter(({ scheme }) => scheme === 'v1a')
    .map(({ key }) => `v1a,${sign(null, content, key).toString('base64')}`)
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': [...symmetric, ...asymmetric].join(' ') }
}
