import { createTransport } from 'nodemailer'
import type { MailGateway } from './mail-gateway.ts'
import { smtpRefusal } from './smtp-refusal.ts'

const LIMITS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 }
/** A message names no file or address that would be fetched into it. */
const TEXT_ONLY = { disableFileAccess: true, disableUrlAccess: true }

/**
 * Mail over SMTP. Connections are kept and shared; a message whose line breaks is not given to the next one here, because tries are
 * counted by rows. Message-ID is made of our own id, so that a second copy, after an answer that was lost, can be told from a second
 * message.
 */
export function smtpGateway ({ url, from }: { url: string, from: string }): MailGateway {
  const transport = createTransport({ url, pool: true, maxConnections: 4, maxRequeues: 0, ...LIMITS, ...TEXT_ONLY })
  return {
    async send ({ messageId, language, to, subject, text, html }) {
      try {
        const { messageId: providerId } = await transport.sendMail({
          from,
          to: { name: '', address: to },
          messageId: mailId(messageId, from),
          subject,
          text,
          html,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language }
        })
        return { providerId }
      } catch (error) {
        throw smtpRefusal(error)
      }
    },
    close: async () => { transport.close() }
  }
}

/** By the domain of the sender, as RFC 5322, section 3.6.4, advises. */
export function mailId (messageId: string, from: string): string {
  return `<${messageId}@${/@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'beian.invalid'}>`
}
