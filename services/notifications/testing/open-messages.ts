import type { MessageTemplate, NotificationAudience, OutsideChannel } from '../message-templates.ts'
import type { MessageContent } from '../messages/compose-messages.ts'
import type { MessageState } from '../notification-tables.ts'
import type { NotificationsDeps } from '../notifications-deps.ts'

type OpenMessage = {
  id: string
  channel: OutsideChannel
  template: MessageTemplate
  audience: NotificationAudience
  language: string
  state: MessageState
  tries: number
  note: string | null
  dueAt: string
} & Partial<MessageContent>

/** All messages as they stand, with what is sealed in those that are not sent yet. By channel, then oldest first. */
export async function openMessages ({ db, sealing }: Pick<NotificationsDeps, 'db' | 'sealing'>): Promise<Array<OpenMessage & { to: string }>> {
  const rows = await db.selectFrom('message as m').innerJoin('notification as n', 'n.id', 'm.notification_id')
    .select(['m.id', 'm.channel', 'n.template', 'n.audience', 'm.language', 'm.state', 'm.tries', 'm.note', 'm.due_at', 'm.content'])
    .orderBy('m.channel').orderBy('m.id').execute()
  return rows.map(({ content, due_at: dueAt, ...row }) => ({
    ...row, dueAt: dueAt.toISOString(), to: '', ...content && sealing.unseal<MessageContent>(content, row.id)
  }))
}
