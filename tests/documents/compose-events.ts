import { ORDER_CHART } from '../../machines/order/drawing/draw-machine-as-data.ts'
import type { OrderState } from '../../machines/order/order-states.ts'
import { ENDPOINT_MESSAGES, EVENT_TYPES, EVENTS, type EventType } from '../../services/orders/events/event-catalogue.ts'
import { eventOfTransition } from '../../services/orders/events/event-of-transition.ts'
import { FilingEventData, FilingNoticeData, OrderEventData } from '../../services/orders/events/event-schemas.ts'
import { markdownTable } from './markdown-table.ts'

/** docs/events.md, from the catalogue and the statechart. */
export function composeEvents (): string {
  return `<!-- Written by \`npm run documents\` from the catalogue. Change services/orders/events or tests/documents, not this page. -->

# Events

What Beian tells the world, and what each event carries. How they are received, checked and kept in order is in
[webhooks.md](webhooks.md); a running service answers the same with JSON Schemas at \`GET /v1/meta/event-types\`, and its OpenAPI
document lists them as \`webhooks\`. \`GET /v1/events?after=\` reads them all again.

An event is told once for every transition of an order. What a reviewer may still take back is told when that time is over, and never if
it was taken back.

\`\`\`json
${JSON.stringify(EXAMPLE, null, 2)}
\`\`\`

- \`id\` stays the same however often the event is sent. It is the \`webhook-id\`.
- \`sequence\` counts the events of the order, 1, 2, 3, without a gap. Of \`filing.notice\`, which has no order, it counts those of the filing.
- \`previousSequence\` is the one before it that was meant for you, whatever your filters leave out. Have you not seen that one, you miss an
  event: read the order, or the events after the last one you know.
- \`data.order.state\` is the state after this event. When you read the order, it may have moved on.
- Nothing in it names a natural person, unless the endpoint has \`personalData\`: then \`data.personal\` has the name of the subject, the
  reason that somebody gave, and the findings in words.

## Types

${markdownTable(['type', 'says', '', 'when'], EVENT_TYPES.map((type) => [`\`${type}\``, EVENTS[type].says.en, EVENTS[type].says.zh, whenTold(type)]))}

An endpoint hears these too, about itself, whatever it asked for:

${markdownTable(['type', 'says', ''], Object.entries(ENDPOINT_MESSAGES).map(([type, { zh, en }]) => [`\`${type}\``, en, zh]))}

## Data of \`order.*\`

${tableOfMembers(OrderEventData.properties)}

\`order\`:

${tableOfMembers(OrderEventData.properties.order.properties)}

\`findings\` are what is open after the event, each with \`field\`, \`code\`, \`severity\` and \`stage\`.

## Data of \`filing.registered\`, \`filing.changed\`, \`filing.cancelled\`

${tableOfMembers(FilingEventData.properties)}

\`change\` is one of ${FilingEventData.properties.change.enum.map((change) => `\`${change}\``).join(', ')}.

## Data of \`filing.notice\`

${tableOfMembers(FilingNoticeData.properties)}
`
}

/** By the statechart: which requests, facts and deadlines tell it, and what state they lead to. */
function whenTold (type: EventType): string {
  const special = SPECIAL[type]
  if (special !== undefined) return special
  const byState = new Map<string, Set<string>>()
  for (const [from, { on, after }] of Object.entries(ORDER_CHART.states)) {
    for (const [name, ways] of [...Object.entries(on), ...Object.entries(after)]) {
      for (const { target: to = from } of ways) {
        const cause = name.toLowerCase()
        const approves = cause === 'bureau_approved'
        if (eventOfTransition({ cause, from: from as OrderState, to: to as OrderState, approves }) !== type) continue
        byState.set(to, (byState.get(to) ?? new Set()).add(cause))
      }
    }
  }
  return [...byState].map(([state, causes]) => `→ \`${state}\`: ${[...causes].toSorted().map((cause) => `\`${cause}\``).join(', ')}`).join('; ')
}

const SPECIAL: Partial<Record<EventType, string>> = {
  'order.created': 'it is placed',
  'order.bureau_approved': '`bureau_approved`; the state may be `bureau_review` already',
  'filing.registered': 'after `order.completed`, in the sequence of the order',
  'filing.changed': 'after `order.completed`, in the sequence of the order',
  'filing.cancelled': 'after `order.completed`, in the sequence of the order',
  'filing.notice': 'the bureau speaks of a filing, long after its order'
}

type Members = Record<string, { description?: string, enum?: unknown[], type?: string | string[], examples?: unknown[] }>

function tableOfMembers (properties: object): string {
  const members = properties as Members
  return markdownTable(['member', 'type', ''], Object.entries(members).map(([name, { type, enum: values, description = '', examples }]) => [
    `\`${name}\``,
    [type ?? (values ? 'string' : 'object')].flat().join(' or '),
    [description, examples ? `e.g. \`${String(examples[0])}\`` : ''].filter(Boolean).join('; ')
  ]))
}

/** A test holds it against the schema. */
export const EXAMPLE = {
  id: '019aa0c2-6b1e-7c7d-9f3f-3a5d8c0f7b11',
  type: 'order.initial_rejected',
  occurredAt: '2026-11-21T03:12:45.120Z',
  orderId: '019aa0b1-52a4-7d0e-8f6a-1c9d0e2b7a55',
  sequence: 3,
  previousSequence: 2,
  data: {
    order: {
      id: '019aa0b1-52a4-7d0e-8f6a-1c9d0e2b7a55',
      number: 'BA2026112100000017',
      accountId: 'acme',
      externalReference: 'crm-4711',
      orderType: 'first_filing',
      serviceKind: 'website',
      province: 'guangdong',
      subjectName: '深圳市示例科技有限公司',
      domain: 'example-co.cn',
      subjectNumber: null,
      serviceNumbers: [],
      state: 'initial_rejected',
      version: 4,
      round: 1,
      attempt: 0
    },
    from: 'initial_review',
    cause: 'reject',
    actorRole: 'reviewer',
    findings: [{ field: 'service.name', code: 'SITE_NAME_INVALID', severity: 'reject', stage: 'initial_review' }]
  }
}
