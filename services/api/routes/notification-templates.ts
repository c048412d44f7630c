import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DomainError } from '../../../machines/order/order-errors.ts'
import { CHANNELS, LANGUAGES, type MessageTemplate, type NotificationAudience } from '../../notifications/message-templates.ts'
import { MESSAGE_KINDS } from '../../notifications/message-kinds.ts'
import { MESSAGE_TEMPLATES, NOTIFICATION_PLAN } from '../../notifications/notification-plan.ts'
import { previewTemplate } from '../../notifications/rendering/preview-template.ts'
import { TEMPLATE_VARIABLES } from '../../notifications/rendering/template-values.ts'
import type { ApiDeps } from '../api-deps.ts'
import { requestInvalid } from '../problems/request-error.ts'
import { nullable } from '../../platform/nullable.ts'
import { listOf } from '../schemas/page-schema.ts'
import { prose } from '../schemas/text-schema.ts'

const AUDIENCES = ['applicant', 'counterparty', 'owners', 'reviewers', 'bureau_operators', 'admins'] as const satisfies readonly NotificationAudience[]
const Audience = Type.Enum([...AUDIENCES])

const Template = Type.Object({
  name: Type.String({ examples: ['order_initial_rejected'] }),
  kind: Type.Enum([...MESSAGE_KINDS], { description: 'By which accounts choose' }),
  audiences: Type.Array(Type.Object({
    audience: Audience, channels: Type.Array(Type.Enum([...CHANNELS]))
  }, { additionalProperties: false })),
  variables: Type.Array(Type.String(), { description: 'What a text may use' })
}, { additionalProperties: false, description: 'A message, and who is told it by which channels' })

const Preview = Type.Object({
  subject: nullable(Type.String({ description: 'Of a mail' })),
  text: Type.String(),
  html: nullable(Type.String({ description: 'Of a mail' })),
  parameters: nullable(Type.Object({}, {
    additionalProperties: Type.String(), description: 'Of an SMS: what the text that its gateway has approved is given'
  }))
}, { additionalProperties: false, description: 'A message as it would be sent, with example values' })

const list = {
  operationId: 'listNotificationTemplates',
  summary: 'List all messages that are ever sent',
  description: 'With who is told each, and how.',
  tags: ['notifications'],
  response: { 200: listOf(Template) }
}
const preview = {
  operationId: 'previewNotificationTemplate',
  summary: 'See a message as it would be sent',
  description: 'In the words that this installation uses, or with a text of yours in the place of its sentence. Nothing is sent or kept.',
  tags: ['notifications'],
  params: Type.Object({ name: Type.String({ description: 'Of the message' }) }),
  body: Type.Object({
    language: Type.Enum([...LANGUAGES]),
    channel: Type.Enum([...CHANNELS]),
    audience: Type.Optional(Audience),
    text: Type.Optional(prose(2000, 'A sentence to try, in Liquid'))
  }, { additionalProperties: false }),
  response: { 200: Preview }
}

export const notificationTemplates: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { notifications: { templates } }) => {
  const config = { roles: ['admin'] as const }
  app.get('/notification-templates', { schema: list, config }, async () => ({ data: MESSAGE_TEMPLATES.map(describe) }))
  app.post('/notification-templates/:name/preview', { schema: preview, config }, async ({ params: { name }, body }) => {
    if (!isTemplate(name)) throw new DomainError('notification_template_not_found', 'There is no such message: GET /v1/notification-templates lists them all.')
    const { audience = audiencesOf(name)[0]!, ...wanted } = body
    const outcome = previewTemplate(templates, { template: name, audience, ...wanted })
    if ('preview' in outcome) return outcome.preview
    const { line, message } = outcome.fault
    throw requestInvalid('text', 'TEMPLATE_INVALID', { zh: `第 ${line} 行：${message}`, en: `line ${line}: ${message}` })
  })
}

function describe (name: MessageTemplate) {
  const { kind, to } = NOTIFICATION_PLAN[name]
  const audiences = audiencesOf(name).map((audience) => ({ audience, channels: [...to[audience]!] }))
  return { name, kind, audiences, variables: TEMPLATE_VARIABLES }
}

function audiencesOf (name: MessageTemplate): NotificationAudience[] {
  return AUDIENCES.filter((audience) => audience in NOTIFICATION_PLAN[name].to)
}

function isTemplate (name: string): name is MessageTemplate {
  return Object.hasOwn(NOTIFICATION_PLAN, name)
}
