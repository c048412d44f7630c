import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from '../../platform/logger.ts'
import { problemOf } from './problem.ts'
import { RequestError } from './request-error.ts'
import { valueRefused } from './value-refused.ts'
import { withoutValues } from './without-values.ts'

/** Every error leaves as a problem; a fault is logged here, once, with its stack and without a value. */
export function answerProblems (app: FastifyInstance, log: Logger): void {
  const routes: Array<{ method: string, path: RegExp }> = []
  app.addHook('onRoute', ({ method, url }) => {
    if (url === '*') return // how CORS answers any preflight
    const path = new RegExp(`^${url.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+').replace(/\\\*$/, '.*')}$`)
    for (const name of [method].flat()) routes.push({ method: name, path })
  })
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply, log))
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]!
    const methods = new Set(routes.filter((route) => route.path.test(path)).map(({ method }) => method))
    return answerProblem(methods.size === 0 ? NOT_FOUND : methodNotAllowed([...methods]), request, reply, log)
  })
}

export function answerProblem (error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  const { code, status, headers, body } = problemOf(error, { acceptLanguage: request.headers['accept-language'], requestId: request.id })
  const { routeOptions: { url: route }, id: requestId, method } = request
  if (code === 'internal_error') log.error({ err: withoutValues(error), requestId, method, route }, 'a request failed by our fault')
  if (valueRefused(error)) log.warn({ err: withoutValues(error), requestId, method, route }, 'PostgreSQL refused a value that our schemas let through')
  if (code === 'database_unavailable') log.warn({ requestId, method, route, reason: (error as { code?: string }).code }, 'the database does not answer')
  const vary = reply.getHeader('vary')
  return reply.code(status).headers(headers).header('vary', [vary, 'Accept-Language'].filter(Boolean).join(', ')).send(body)
}

const NOT_FOUND = new RequestError('route_not_found', 'There is no such endpoint: /docs lists them all.')

function methodNotAllowed (methods: string[]): RequestError {
  const allow = methods.sort().join(', ')
  return new RequestError('method_not_allowed', `This address answers ${allow}.`, { headers: { allow } })
}
