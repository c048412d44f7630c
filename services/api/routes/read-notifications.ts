import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DomainError } from '../../../machines/order/order-errors.ts'
import { countUnread, readNotification, readNotificationsUpTo } from '../../notifications/in-site/read-notifications.ts'
import type { ApiDeps } from '../api-deps.ts'
import { emptyBody } from '../empty-body.ts'
import { inBoxOf } from '../identity/in-box-of.ts'
import { idInPath } from '../schemas/id-in-path.ts'
import { givenUuid } from '../schemas/text-schema.ts'

const Unread = Type.Object({
  count: Type.Integer({ description: 'At most 1000' }),
  more: Type.Boolean({ description: 'There are more than were counted' })
}, { additionalProperties: false, description: 'What is left unread' })

const tags = ['notifications']
const read = {
  operationId: 'readNotification',
  summary: 'Mark an in-site message as read',
  description: 'For the whole account; staff read each for themselves.',
  tags,
  params: Type.Object({ notificationId: Type.String({ description: 'Id of the message, a UUID' }) }),
  body: Type.Object({}, { additionalProperties: false, description: 'Nothing; may be left out' }),
  response: { 200: Unread }
}
const readAll = {
  operationId: 'readNotifications',
  summary: 'Mark all in-site messages up to one as read',
  description: 'That one with them. What came after it stays unread: nobody has seen it yet.',
  tags,
  body: Type.Object({ upTo: givenUuid('Id of the newest message that was shown') }, { additionalProperties: false }),
  response: { 200: Unread }
}
const unread = {
  operationId: 'countUnreadNotifications',
  summary: 'Count unread in-site messages',
  description: 'For a badge; the list has a filter `unread`.',
  tags,
  response: { 200: Unread }
}

export const readNotifications: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { notifications }) => {
  app.get('/notifications/unread', { schema: unread }, async ({ identity }) =>
    await countUnread(notifications, inBoxOf(identity, notifications.sealing)))
  app.post('/notifications/read', { schema: readAll, config: { refusals: [404] } }, async ({ body: { upTo }, identity }) => {
    const recipient = inBoxOf(identity, notifications.sealing)
    await readNotificationsUpTo(notifications, recipient, upTo.toLowerCase())
    return await countUnread(notifications, recipient)
  })
  app.post('/notifications/:notificationId/read', { schema: read, preValidation: emptyBody }, async ({ params: { notificationId }, identity }) => {
    const recipient = inBoxOf(identity, notifications.sealing)
    await readNotification(notifications, recipient, idInPath(notificationId, notFound))
    return await countUnread(notifications, recipient)
  })
}

function notFound (): DomainError {
  return new DomainError('notification_not_found', 'There is no such message in your in-box.')
}
