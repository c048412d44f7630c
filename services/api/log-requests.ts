import type { FastifyInstance } from 'fastify'
import type { Logger } from '../platform/logger.ts'

/** One line a request, by route: an address may hold what nobody should read in a log. A read that went well is only worth a debug line. */
export function logRequests (app: FastifyInstance, log: Logger): void {
  app.addHook('onRequest', async (request, reply) => { reply.header('x-request-id', request.id) })
  app.addHook('onResponse', async ({ id: requestId, method, routeOptions: { url: route } }, reply) => {
    const level = method === 'GET' && reply.statusCode < 400 ? 'debug' : 'info'
    log[level]({ requestId, method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request answered')
  })
}
