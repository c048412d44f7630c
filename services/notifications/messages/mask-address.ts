import { maskEmail, maskMobile } from '../../rules/mask.ts'
import type { OutsideChannel } from '../message-templates.ts'

/** Enough for its owner to know which it is. */
export function maskAddress (channel: OutsideChannel, address: string): string {
  return channel === 'mail' ? maskEmail(address) : maskMobile(address)
}
