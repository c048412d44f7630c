import { randomUUIDv7 } from 'node:crypto'
import { CHANNELS, type Channel, type Language, type OutsideChannel } from '../message-templates.ts'
import type { NotificationsDeps } from '../notifications-deps.ts'
import { quietUntil } from '../quiet-hours.ts'
import type { TemplateValues } from '../rendering/template-values.ts'
import { maskAddress } from './mask-address.ts'

/** A message as it is written down: address and values are sealed in `content` already. */
export type OutgoingMessage = {
  id: string
  channel: OutsideChannel
  language: Language
  addressKey: Buffer
  content: Buffer
  /** What may be shown of the address when it does not work. */
  hint: Buffer
  quiet: boolean
  dueAt: Date
  expiresAt: Date | null
}

export type MessageContent = { to: string, values: TemplateValues }
export type Address = { channel: OutsideChannel, to: string }

type Composed = {
  addresses: Address[]
  /** Told the same as another audience. */
  except?: Address[]
  channels: readonly Channel[]
  language: Language
  values: TemplateValues
  expiresAt: Date | null
  quietHoursForMail: boolean
}

/** One message an address: two people who share a mailbox get one mail. */
export function composeMessages (
  { sealing, now }: Pick<NotificationsDeps, 'sealing' | 'now'>, { addresses, except = [], channels, language, values, expiresAt, quietHoursForMail }: Composed
): OutgoingMessage[] {
  const byKey = new Map(addresses.filter(({ channel }) => channels.includes(channel)).map((address) => [keyOf(address), address]))
  for (const address of except) byKey.delete(keyOf(address))
  return [...byKey.values()].map(({ channel, to }) => {
    const id = randomUUIDv7()
    const quiet = channel === 'sms' || quietHoursForMail
    return {
      id,
      channel,
      language,
      addressKey: addressKey(sealing, { channel, to }),
      content: sealing.seal({ to, values } satisfies MessageContent, id),
      hint: sealing.seal(maskAddress(channel, to), id),
      quiet,
      dueAt: quiet ? quietUntil(now(), expiresAt) : now(),
      expiresAt
    }
  })
}

function keyOf ({ channel, to }: Address): string {
  return `${channel} ${normal(to)}`
}

/** By which an address is known without being stored in clear. */
export function addressKey (sealing: NotificationsDeps['sealing'], { channel, to }: Address): Buffer {
  return sealing.lookupKey(`address:${channel}`, normal(to))
}

function normal (address: string): string {
  return address.trim().toLowerCase()
}

/** What is in both, in the order of CHANNELS. */
export function channelsInBoth (planned: readonly Channel[], chosen: readonly Channel[]): Channel[] {
  return CHANNELS.filter((channel) => planned.includes(channel) && chosen.includes(channel))
}
