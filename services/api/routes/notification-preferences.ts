import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { CHANNELS, LANGUAGES } from '../../notifications/message-templates.ts'
import { ALWAYS_IN_SITE, MESSAGE_KINDS } from '../../notifications/message-kinds.ts'
import { checkPreferences } from '../../notifications/preferences/check-preferences.ts'
import { MAX_RECEIVERS, readPreferences, savePreferences } from '../../notifications/preferences/notification-preferences.ts'
import type { ApiDeps } from '../api-deps.ts'
import { accountOf } from '../identity/account-of.ts'
import { INVALID, RequestError } from '../problems/request-error.ts'
import { line } from '../schemas/text-schema.ts'

const Kind = Type.Enum([...MESSAGE_KINDS])
const Channels = Type.Array(Type.Enum([...CHANNELS]), { uniqueItems: true, maxItems: CHANNELS.length })

const Receiver = Type.Object({
  name: line(64),
  email: Type.Optional(line(128)),
  mobile: Type.Optional(line(11, 'Mainland mobile number')),
  kinds: Type.Optional(Type.Array(Kind, { uniqueItems: true, minItems: 1, description: 'What this person is told of; all when left out' }))
}, { additionalProperties: false, description: 'Somebody to be told by mail or SMS: an email, a mobile, or both' })

const Preferences = Type.Object({
  language: Type.Enum([...LANGUAGES], { description: 'Of mail and SMS' }),
  channels: Type.Object(Object.fromEntries(MESSAGE_KINDS.map((kind) => [kind, Type.Optional(Channels)])), {
    additionalProperties: false,
    description: `By kind of message; every channel where a kind is left out. ${ALWAYS_IN_SITE.join(', ')} keep in_site`
  }),
  quietHoursForMail: Type.Boolean({ description: 'Mail, too, waits from 22:00 to 09:00 Beijing time; SMS always do' }),
  receivers: Type.Array(Receiver, { maxItems: MAX_RECEIVERS, description: 'With nobody here the contacts in each order are told' })
}, { additionalProperties: false, description: 'Who of an account is told what, and how' })

const OfAccount = Type.Object({
  accountId: Type.Optional(line(128, 'Whose: for staff and integrators; an applicant\'s is in the token'))
}, { additionalProperties: false })

const get = {
  operationId: 'getNotificationPreferences',
  summary: 'Read who is told what',
  description: 'What an account has never chosen is answered as it is then: everything, to the contacts in the order, in Chinese.',
  tags: ['notifications'],
  querystring: OfAccount,
  response: { 200: Preferences }
}
const put = {
  operationId: 'putNotificationPreferences',
  summary: 'Choose who is told what',
  description: 'Takes the place of what was chosen before, as a whole. It holds from the next message on.',
  tags: ['notifications'],
  querystring: OfAccount,
  body: Preferences,
  response: { 200: Preferences }
}

/** Whoever sets receivers decides who reads the account's mail, and whoever reads them reads names and numbers: nobody who acts for any. */
const ROLES = ['applicant', 'admin'] as const

export const notificationPreferences: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { notifications }) => {
  app.get('/notification-preferences', { schema: get, config: { roles: ROLES } }, async ({ identity, query: { accountId } }) =>
    await readPreferences(notifications, accountOf(identity, accountId)))
  app.put('/notification-preferences', { schema: put, config: { roles: ROLES } }, async ({ identity, query: { accountId }, body }) => {
    const account = accountOf(identity, accountId)
    const errors = checkPreferences(body)
    if (errors.length > 0) throw new RequestError('request_invalid', INVALID, { errors })
    await savePreferences(notifications, account, body, identity.caller)
    return body
  })
}
