import type { Language, MessageTemplate } from '../message-templates.ts'

export type Mail = {
  /** Ours, the same however often it is tried. */
  messageId: string
  orderId: string | null
  template: MessageTemplate
  language: Language
  to: string
  subject: string
  text: string
  html: string
}

/** Where mail goes. */
export type MailGateway = {
  /** @throws AddressRefused, MessageRefused; anything else is an outage, and worth another try */
  send (mail: Mail): Promise<{ providerId: string | null }>
  close (): Promise<void>
}
