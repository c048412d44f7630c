import type { Language, MessageTemplate } from '../message-templates.ts'

export type Sms = {
  /** Ours, the same however often it is tried. */
  messageId: string
  orderId: string | null
  template: MessageTemplate
  language: Language
  to: string
  /** As it reads. In China a gateway sends only texts that it has approved, so that most send their own by a code and take `parameters`. */
  text: string
  parameters: Record<string, string>
}

/** Where SMS go. docs/notifications.md says how to write one; aliyun-sms-gateway.ts is the example. */
export type SmsGateway = {
  /** @throws AddressRefused, MessageRefused; anything else is an outage, and worth another try */
  send (sms: Sms): Promise<{ providerId: string | null }>
  close (): Promise<void>
}
