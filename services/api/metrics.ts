import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, type Registry } from 'prom-client'

/** How long requests took, by route and not by address, so that ids do not become labels; and the process's own figures. */
export function measureRequests (app: FastifyInstance, registry: Registry): Registry {
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry]
  })
  app.addHook('onResponse', async ({ method, routeOptions: { url = 'none' } }, reply) => {
    duration.observe({ method, route: url, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  app.addHook('onClose', async () => registry.clear())
  return registry
}
