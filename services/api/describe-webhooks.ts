import { ENDPOINT_MESSAGES, EVENT_TYPES, EVENTS, type EndpointMessageType, type EventType } from '../orders/events/event-catalogue.ts'
import { eventSchema } from '../orders/events/event-schemas.ts'

const header = (name: string, description: string) => ({ name, in: 'header', required: true, description, schema: { type: 'string' } })

const HEADERS = [
  header('webhook-id', 'The id of the event, the same however often it is sent: what you have dealt with once, answer 2xx and leave'),
  header('webhook-timestamp', 'When it was sent, in seconds since 1970: refuse what is older than five minutes'),
  header('webhook-signature', 'Standard Webhooks 1.0: `v1,` with the HMAC-SHA256 of `{id}.{timestamp}.{body}` by every secret that is valid, then `v1a,` with Ed25519')
]

const ANSWERS = {
  '2XX': { description: 'Taken; nothing of the answer is read' },
  410: { description: 'Never again: the endpoint is disabled' },
  429: { description: 'Later: `Retry-After` is honoured, as it is with 502 to 504' },
  default: { description: 'Tried again, ten times over three days. Redirects are not followed' }
}

/** What a receiver is sent, as the `webhooks` of OpenAPI 3.1: one entry a type of the catalogue. */
export function describeWebhooks (): Record<string, object> {
  const types = [...EVENT_TYPES, ...Object.keys(ENDPOINT_MESSAGES) as EndpointMessageType[]]
  return Object.fromEntries(types.map((type) => [type, { post: describe(type) }]))
}

function describe (type: EventType | EndpointMessageType): object {
  const says = { ...EVENTS, ...ENDPOINT_MESSAGES }[type]
  const { en, zh } = 'says' in says ? says.says : says
  return {
    operationId: `on_${type.replaceAll('.', '_')}`,
    summary: en,
    description: zh,
    tags: ['events'],
    security: [],
    parameters: HEADERS,
    requestBody: { required: true, content: { 'application/json': { schema: eventSchema(type) } } },
    responses: ANSWERS
  }
}
