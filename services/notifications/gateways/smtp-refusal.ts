import { AddressRefused, MessageRefused } from './refusals.ts'

type SmtpError = { code?: string, command?: string, responseCode?: number, response?: string, rejectedErrors?: SmtpError[] }

/**
 * What an answer of a mail server means. 4xx and a broken connection: later. 5xx to the receiver: that address is wrong, unless the
 * extended code (RFC 3463) says that the box is full (2.2) or that we are not liked (7.x): suppressing all our customers because a list
 * of spammers names us would be our own doing. 5xx to anything else: this message is refused. 5xx to signing in: our configuration is
 * wrong, and a message can wait until somebody has put it right.
 */
export function smtpRefusal (error: unknown): unknown {
  const { rejectedErrors, ...whole } = error as SmtpError
  const { responseCode = 0, response = '', command = '', code } = rejectedErrors?.[0] ?? whole
  if (responseCode < 500 || responseCode > 599 || code === 'EAUTH' || command.startsWith('AUTH') || responseCode === 530 || responseCode === 535) return outage(error)
  const extended = /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})/.exec(response)?.[1]
  const name = `smtp_${extended ?? responseCode}`
  if (extended ? ADDRESS_CODES.test(extended) : command === 'RCPT TO' && ADDRESS_ANSWERS.includes(responseCode)) return new AddressRefused(name)
  return new MessageRefused(name)
}

/** Bad mailbox, bad system, moved; mailbox disabled. */
const ADDRESS_CODES = /^5\.(1\.(1|2|3|6|10)|2\.1)$/
/** RFC 5321, section 4.2.3, for servers that give no extended code. */
const ADDRESS_ANSWERS = [550, 551, 553]

/** The words of a server may repeat the address: only its codes stay. */
function outage (error: unknown): Error {
  const { code = 'unknown', responseCode, command } = error as SmtpError
  return Object.assign(new Error(`the mail server cannot take the message now: ${[code, responseCode, command?.split(' ')[0]].filter(Boolean).join(' ')}`), { code: responseCode ? `smtp_${responseCode}` : code.toLowerCase() })
}
