import { MessageRefused, AddressRefused } from '../gateways/refusals.ts'
import type { SendingDeps } from '../notifications-deps.ts'
import { quietUntil } from '../quiet-hours.ts'
import { claimMessage, type ClaimedMessage } from './claim-message.ts'
import type { MessageContent } from './compose-messages.ts'
import { endMessage } from './end-message.ts'
import { suppressAddress } from './suppress-address.ts'

/** After the first, the second, … try; then nobody waits for it any more. */
const AGAIN_AFTER_MS = [1, 10, 60, 6 * 60].map((minutes) => minutes * 60_000)
export const TRIES = AGAIN_AFTER_MS.length + 1

/** Longer than the gateways' own limits. */
const SENDING_TAKES_AT_MOST_MS = 60_000

/** Sends one message. A job that comes twice finds it claimed; what fails is tried again, by a row and not by the queue. */
export async function sendMessage (deps: SendingDeps, { id, tries }: { id: string, tries: number }): Promise<void> {
  const message = await claimMessage(deps, id, tries)
  if (message === null) return
  if (message.suppressed) return await endMessage(deps, message, { state: 'suppressed', note: null })
  if (message.outlived || isTooLate(message, deps.now())) return await endMessage(deps, message, { state: 'failed', note: 'too_late' })
  const content = deps.sealing.unseal<MessageContent>(message.content, id)
  try {
    const { providerId } = await withinTime(handOver(deps, message, content))
    await endMessage(deps, message, { state: 'sent', note: null, provider_id: providerId, sent_at: deps.now() })
  } catch (error) {
    await afterFailure(deps, message, error)
  }
}

function isTooLate ({ expiresAt }: ClaimedMessage, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now
}

async function handOver ({ templates, mail, sms }: SendingDeps, message: ClaimedMessage, { to, values }: MessageContent) {
  const { id: messageId, orderId, template, audience, language, channel } = message
  const wanted = { template, audience, language, values }
  return channel === 'mail'
    ? await mail.send({ messageId, orderId, template, language, to, ...templates.mail(wanted) })
    : await sms.send({ messageId, orderId, template, language, to, ...templates.sms(wanted) })
}

async function afterFailure (deps: SendingDeps, message: ClaimedMessage, error: unknown): Promise<void> {
  const { id: messageId, channel, tries } = message
  const note = codeOf(error)
  deps.log.warn({ messageId, channel, tries, code: note }, 'a message was not taken')
  if (error instanceof AddressRefused) return await suppressAddress(deps, message, note)
  const waitMs = AGAIN_AFTER_MS[tries - 1]
  if (error instanceof MessageRefused || waitMs === undefined) {
    return await endMessage(deps, message, { state: 'failed', note }, 'message_failed')
  }
  const due = new Date(deps.now().getTime() + waitMs)
  await deps.db.updateTable('message').set({ state: 'pending', note, queued_at: null, due_at: message.quiet ? quietUntil(due, message.expiresAt) : due })
    .where('id', '=', messageId).where('state', '=', 'sending').where('tries', '=', tries).execute()
}

async function withinTime<Answer> (work: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('the gateway takes too long'), { code: 'gateway_timeout' })), SENDING_TAKES_AT_MOST_MS)
  })
  try {
    return await Promise.race([work, over])
  } finally {
    clearTimeout(timer)
  }
}

/** The words of an error may repeat an address; a code does not. */
function codeOf (error: unknown): string {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^[\w.-]{1,64}$/.test(code) ? code : 'unknown'
}
