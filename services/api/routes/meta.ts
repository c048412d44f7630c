import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type, type TSchema } from 'typebox'
import { ORDER_STATES } from '../../../machines/order/order-states.ts'
import { OrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import { POLICY_PRESETS } from '../../../machines/order/policy/policy-presets.ts'
import { REFUSAL_REASONS } from '../../../machines/order/refusal-reasons.ts'
import * as lists from '../../rules/code-lists.ts'
import { FIELDS } from '../../rules/field-list.ts'
import { nullable } from '../../platform/nullable.ts'
import { OrderStateSchema, TurnSchema } from '../schemas/order-schema.ts'
import { listOf } from '../schemas/page-schema.ts'
import { EVENT_TYPE_ENTRIES, EventTypeEntry } from './meta-event-types.ts'
import { ORDER_TYPE_ENTRIES, OrderTypeEntry } from './meta-order-types.ts'
import { TextSchema } from '../schemas/text-schema.ts'

const named = { name: TextSchema, sources: Type.Array(Type.String(), { description: 'Where this is from' }) }
const bureauId = Type.Integer({ description: 'What fields of an order hold' })
const days = Type.Object({ min: Type.Integer(), max: Type.Integer() }, { additionalProperties: false })
const entry = (more: Record<string, TSchema>) => Type.Object({ ...named, ...more }, { additionalProperties: false })

/** Code lists that forms are built from; each answers `{ data }`. Public: there is nothing in them but the rules of the game. */
const LISTS: Record<string, { data: readonly unknown[], item: TSchema }> = {
  provinces: {
    data: lists.provinces,
    item: entry({
      code: Type.String(),
      abbreviation: Type.String({ description: 'First character of its filing numbers' }),
      gb2260: Type.String(),
      bureauLocationId: Type.Integer({ description: 'What `access.serverLocations` holds' }),
      reviewWorkingDays: days,
      typicalReviewWorkingDays: nullable(days)
    })
  },
  'subject-types': {
    data: lists.subjectTypes, item: entry({ code: Type.String(), bureauId, certificateTypes: Type.Array(Type.Integer()) })
  },
  'certificate-types': { data: lists.certificateTypes, item: entry({ id: Type.Integer(), format: Type.String() }) },
  'service-kinds': { data: lists.serviceKinds, item: entry({ code: Type.String(), bureauId }) },
  'content-types': { data: lists.contentTypes, item: entry({ bureauId, individualAllowed: Type.Boolean() }) },
  languages: { data: lists.languages, item: entry({ bureauId }) },
  'access-methods': { data: lists.accessMethods, item: entry({ bureauId }) },
  'pre-approval-types': {
    data: lists.preApprovalTypes, item: entry({ code: Type.String(), bureauId, document: nullable(Type.String()) })
  },
  fields: {
    data: FIELDS,
    item: Type.Object({
      path: Type.String({ description: 'As findings and errors name it: `[]` stands for every place of a list, `[0]` for the first' }),
      name: TextSchema,
      inContent: Type.Boolean({ description: 'Stands in `content` at this path; what does not is a material, a check or the provider\'s own' })
    }, { additionalProperties: false })
  },
  'event-types': { data: EVENT_TYPE_ENTRIES, item: EventTypeEntry },
  'order-types': { data: ORDER_TYPE_ENTRIES, item: OrderTypeEntry },
  'order-states': {
    data: Object.entries(ORDER_STATES).map(([state, shown]) => ({ state, ...shown })),
    item: Type.Object({
      state: OrderStateSchema, label: TextSchema, turn: TurnSchema, open: Type.Boolean()
    }, { additionalProperties: false })
  },
  'refusal-reasons': {
    data: Object.entries(REFUSAL_REASONS).map(([code, message]) => ({ code, message })),
    item: Type.Object({ code: Type.String(), message: TextSchema }, { additionalProperties: false })
  },
  'policy-presets': { data: Object.values(POLICY_PRESETS), item: OrderPolicy }
}

export const meta: FastifyPluginAsyncTypebox = async (app) => {
  for (const [name, { data, item }] of Object.entries(LISTS)) {
    const title = name.replaceAll('-', ' ')
    const schema = {
      operationId: `list${title.replaceAll(/(^| )(\w)/g, (_, __, letter: string) => letter.toUpperCase())}`,
      summary: `List ${title}`,
      tags: ['meta'],
      security: [],
      response: { 200: listOf(item) }
    }
    app.get(`/meta/${name}`, { schema }, async (_, reply) => reply.header('cache-control', 'public, max-age=3600').send({ data: [...data] }))
  }
}
