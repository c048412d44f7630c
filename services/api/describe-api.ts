import type { FastifyInstance, RouteOptions } from 'fastify'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { describeWebhooks } from './describe-webhooks.ts'

const PROBLEM = { $ref: 'Problem#' }

const REFUSALS: Record<number, string> = {
  400: 'The request is not as documented',
  401: 'No valid access token',
  403: 'Not for this role',
  404: 'There is no such thing, or it is not yours',
  409: 'Not now: its state, or something else that there is, is against it',
  410: 'The answer to this idempotency key was erased with the content of its order',
  412: 'It has changed since it was read',
  413: 'The body is too large',
  415: 'The body is not JSON',
  422: 'The idempotency key was used for another request',
  428: 'If-Match is missing',
  429: 'Too many requests',
  500: 'Our fault; logged under the request id',
  503: 'Something this service needs is away: try again'
}

const HEADERS = {
  'X-Request-Id': { type: 'string', description: 'Yours, or one that was made; in the logs and in the history' },
  ETag: { type: 'string', description: 'The version, for If-Match' },
  Location: { type: 'string', description: 'Where the new order is' }
}

const HAVE_VERSIONS = ['Order#', 'WebhookEndpoint#', 'WebhookEndpointWithSecret#']

/** The document that clients are generated from: what the routes say, and what every route may refuse. */
export async function describeApi (app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Beian',
        version: '1',
        description: 'ICP filing orders (ICP备案订单): drafted, reviewed, submitted to the bureau, verified, filed.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }
      },
      servers: [{ url: '/' }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ bearer: [] }],
      tags: TAGS
    },
    refResolver: { buildLocalReference: ({ $id }, _, __, index) => typeof $id === 'string' ? $id : `def-${index}` },
    transform: ({ schema, url, route }) => ({ schema: withRefusals(schema as Described, route), url }),
    transformObject: (document) => 'openapiObject' in document
      ? { ...withOptionalBodies(document.openapiObject), webhooks: describeWebhooks() }
      : document.swaggerObject
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { deepLinking: true, displayOperationId: true, persistAuthorization: true },
    theme: { title: 'Beian: the API', css: [{ filename: 'beian.css', content: '.swagger-ui .topbar { display: none }' }] }
  })
}

const TAGS = [
  { name: 'orders', description: 'What applicants and integrators ask of an order' },
  { name: 'decisions', description: 'What staff decide about an order' },
  { name: 'review', description: 'The review queue' },
  { name: 'notifications', description: 'In-site messages, mail and SMS: who is told what, and how' },
  { name: 'events', description: 'What happened, to reconcile with and to be told of' },
  { name: 'webhooks', description: 'Addresses that events are sent to' },
  { name: 'identity', description: 'Who asks' },
  { name: 'meta', description: 'Code lists, states, the statechart' },
  { name: 'test clock', description: 'Time that can be moved, for tests' },
  { name: 'operation', description: 'For whoever keeps it alive' }
]

type Described = {
  body?: object
  querystring?: object
  params?: object
  headers?: object
  security?: object[]
  response?: Record<string, object>
}

function withRefusals (schema: Described | undefined, { config }: RouteOptions): object {
  if (!schema?.response) return { ...schema, hide: true }
  const isPublic = schema.security?.length === 0
  const takesInput = schema.body ?? schema.querystring ?? schema.headers
  const statuses = [
    ...takesInput ? [400] : [],
    ...isPublic ? [] : [401, ...config?.roles ? [403] : [], 429, 503],
    ...schema.params ? [404] : [],
    ...schema.body ? [413, 415] : [],
    ...config?.refusals ?? [],
    500
  ]
  const refusals = Object.fromEntries(statuses.map((status) => [status, {
    description: REFUSALS[status], content: { 'application/problem+json': { schema: PROBLEM } }
  }]))
  const answers = Object.fromEntries(Object.entries(schema.response).map(([status, answer]) => [status, withHeaders(answer, status)]))
  return { ...schema, response: { ...refusals, ...answers } }
}

type Bodies = { paths?: Record<string, object | undefined> }
type Body = { required?: boolean, content: Record<string, { schema: { required?: string[], minProperties?: number } }> }

/** The plugin takes every body for required; one that needs no field may be left out (empty-body.ts). */
function withOptionalBodies<Document extends Bodies> (document: Document): Document {
  for (const item of Object.values(document.paths ?? {})) {
    for (const { requestBody } of Object.values(item ?? {}) as Array<{ requestBody?: Body }>) {
      const schemas = Object.values(requestBody?.content ?? {}).map(({ schema }) => schema)
      if (requestBody) requestBody.required = schemas.some(({ required = [], minProperties = 0 }) => required.length + minProperties > 0)
    }
  }
  return document
}

function withHeaders (answer: { $ref?: string, description?: string }, status: string): object {
  if ('content' in answer) return answer
  const { ETag, Location, ...every } = HEADERS
  const headers = { ...every, ...HAVE_VERSIONS.includes(answer.$ref ?? '') && { ETag }, ...status === '201' && { Location } }
  return { ...answer, description: answer.description ?? 'Done', headers }
}
