import cors from '@fastify/cors'
import rateLimit from '@fastify/rate-limit'
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { Registry } from 'prom-client'
import { answerProblem, answerProblems } from './problems/answer-problems.ts'
import type { ApiDeps } from './api-deps.ts'
import { closeIdleConnections } from './close-idle-connections.ts'
import { closeWhileDraining } from './close-while-draining.ts'
import { buildSerializer } from './compile-serializers.ts'
import { describeApi } from './describe-api.ts'
import { admit } from './identity/admit.ts'
import { logRequests } from './log-requests.ts'
import { measureRequests } from './metrics.ts'
import { mountQueueBoard } from './queue-board/mount-queue-board.ts'
import { readJson } from './read-json.ts'
import { readNumbers } from './read-numbers.ts'
import { refuseIdempotencyKey } from './refuse-idempotency-key.ts'
import { requestId } from './request-id.ts'
import { askOrder } from './routes/ask-order.ts'
import { capturedMessages } from './routes/captured-messages.ts'
import { checkOrder } from './routes/check-order.ts'
import { claimNextReviewTask } from './routes/claim-next-review-task.ts'
import { createWebhookEndpoint } from './routes/create-webhook-endpoint.ts'
import { deleteOrder } from './routes/delete-order.ts'
import { deleteWebhookEndpoint } from './routes/delete-webhook-endpoint.ts'
import { editOrder } from './routes/edit-order.ts'
import { editWebhookEndpoint } from './routes/edit-webhook-endpoint.ts'
import { exportHistory } from './routes/export-history.ts'
import { failedEffects } from './routes/failed-effects.ts'
import { getOrder } from './routes/get-order.ts'
import { getWebhookDelivery } from './routes/get-webhook-delivery.ts'
import { getWebhookEndpoint } from './routes/get-webhook-endpoint.ts'
import { health } from './routes/health.ts'
import { holdReviewTask } from './routes/hold-review-task.ts'
import { listEvents } from './routes/list-events.ts'
import { listNotifications } from './routes/list-notifications.ts'
import { listOrders } from './routes/list-orders.ts'
import { listReviewTasks } from './routes/list-review-tasks.ts'
import { listWebhookDeliveries } from './routes/list-webhook-deliveries.ts'
import { listWebhookEndpoints } from './routes/list-webhook-endpoints.ts'
import { me } from './routes/me.ts'
import { metaMachine } from './routes/meta-machine.ts'
import { messageBounces } from './routes/message-bounces.ts'
import { meta } from './routes/meta.ts'
import { metrics } from './routes/metrics.ts'
import { notificationPreferences } from './routes/notification-preferences.ts'
import { notificationTemplates } from './routes/notification-templates.ts'
import { objectToOrder } from './routes/object-to-order.ts'
import { orderHistory } from './routes/order-history.ts'
import { placeOrder } from './routes/place-order.ts'
import { readNotifications } from './routes/read-notifications.ts'
import { recoverWebhookEndpoint } from './routes/recover-webhook-endpoint.ts'
import { redeliverWebhook } from './routes/redeliver-webhook.ts'
import { rotateWebhookSecret } from './routes/rotate-webhook-secret.ts'
import { suppressedAddresses } from './routes/suppressed-addresses.ts'
import { switchWebhookEndpoint } from './routes/switch-webhook-endpoint.ts'
import { testClock } from './routes/test-clock.ts'
import { testWebhookEndpoint } from './routes/test-webhook-endpoint.ts'
import { typeChecks } from './routes/type-checks.ts'
import { webhookStatistics } from './routes/webhook-statistics.ts'
import { HistoryRowSchema } from './schemas/history-schema.ts'
import { OrderSchema } from './schemas/order-schema.ts'
import { ProblemSchema } from './schemas/problem-schema.ts'
import { LeaseSchema, ReviewTaskSchema } from './schemas/review-task-schema.ts'
import { WebhookEndpointSchema, WebhookEndpointWithSecretSchema } from './schemas/webhook-endpoint-schema.ts'

/** Every plugin and route of the API, in order. */
export async function buildApi (deps: ApiDeps): Promise<FastifyInstance> {
  const { log, corsOrigins } = deps
  const app = fastify({
    ...OPTIONS,
    loggerInstance: log as FastifyBaseLogger,
    frameworkErrors: (error, request, reply) => { answerProblem(error, request, reply, log) }
  })
  for (const schema of SCHEMAS) app.addSchema(schema)

  const registry = measureRequests(app, deps.operation?.registry ?? new Registry())
  if (deps.operation) closeWhileDraining(app, deps.operation.isOpen)
  logRequests(app, log)
  closeIdleConnections(app)
  answerProblems(app, log)
  readJson(app)
  readNumbers(app)
  await app.register(cors, { origin: corsOrigins.length > 0 && corsOrigins, exposedHeaders: EXPOSED, maxAge: 600, methods: METHODS })
  await app.register(rateLimit, { global: false })
  await describeApi(app)

  app.get('/', { schema: { hide: true } }, async (_, reply) => await reply.redirect('/docs'))
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  await app.register(health, deps)
  await app.register(metrics, { registry })
  if (deps.operation) await mountQueueBoard(app, { identity: deps.identity, reachQueues: deps.operation.reachQueues, log })
  await app.register(meta, { prefix: '/v1' })
  await app.register(metaMachine, { prefix: '/v1' })
  await app.register(async (v1) => {
    admit(v1, deps)
    refuseIdempotencyKey(v1)
    for (const route of ROUTES) await v1.register(route, deps)
  }, { prefix: '/v1' })
  await app.ready()
  return app
}

/** Those that the OpenAPI document names. */
const SCHEMAS = [
  ProblemSchema, OrderSchema, HistoryRowSchema, ReviewTaskSchema, LeaseSchema, WebhookEndpointSchema, WebhookEndpointWithSecretSchema
]

const ROUTES = [
  me, typeChecks, placeOrder, listOrders, getOrder, editOrder, deleteOrder, askOrder, objectToOrder, checkOrder, orderHistory,
  exportHistory, listReviewTasks, claimNextReviewTask, holdReviewTask, listNotifications, readNotifications, notificationPreferences,
  notificationTemplates, capturedMessages, messageBounces, suppressedAddresses, testClock, failedEffects,
  createWebhookEndpoint, listWebhookEndpoints, getWebhookEndpoint, editWebhookEndpoint, deleteWebhookEndpoint, switchWebhookEndpoint,
  rotateWebhookSecret, testWebhookEndpoint, recoverWebhookEndpoint, webhookStatistics,
  listWebhookDeliveries, getWebhookDelivery, redeliverWebhook, listEvents
]

const OPTIONS = {
  bodyLimit: 1024 * 1024,
  routerOptions: { maxParamLength: 16 * 1024 }, // as long as an address can be: an id that is too long is the id of nothing
  logController: new LogController({ disableRequestLogging: true }),
  genReqId: requestId,
  schemaController: { compilersFactory: { buildSerializer } },
  pluginTimeout: 60_000, // a busy machine is no fault
  return503OnClosing: false, // what still arrives on an open connection is answered, and the connection then closed
  ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true, allowUnionTypes: true } }
} as const

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
const EXPOSED = [
  'ETag', 'Location', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Request-Id', 'Idempotency-Replayed', 'WWW-Authenticate', 'Allow'
]
