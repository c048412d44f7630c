import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from '../../platform/logger.ts'
import type { IdentityVerifier } from '../identity/identity.ts'
import { answerProblem } from '../problems/answer-problems.ts'
import { RequestError } from '../problems/request-error.ts'
import { COOKIE } from './sign-in.ts'

/** The board's own pages: its script and its styles, some of them in the page, and nothing from elsewhere. */
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; " +
  "form-action 'self'; frame-ancestors 'none'"

/**
 * By token or by the cookie of the sign-in page, verified anew each time. Who comes with a browser and neither is led to
 * that page. The refusal is answered here, as the board answers errors in its own way.
 */
export function admitAdmin (app: FastifyInstance, verify: IdentityVerifier, log: Logger): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' })
    try {
      const { role } = await verify(tokenOf(request))
      if (role !== 'admin') throw new RequestError('role_not_allowed', `The role ${role} may not see the queues; they are for admin.`)
    } catch (error) {
      if (!(error instanceof RequestError) || !wantsPage(request)) return answerProblem(error, request, reply, log)
      return reply.redirect('/queues/sign-in')
    }
  })
}

function tokenOf ({ headers: { authorization }, cookies }: FastifyRequest): string {
  const token = /^Bearer +([^\s]+)$/i.exec(authorization ?? '')?.[1] ?? cookies[COOKIE]
  if (!token) throw new RequestError('authentication_required', 'Send an access token of an admin, or sign in at /queues/sign-in.')
  return token
}

function wantsPage ({ method, headers: { accept = '', authorization } }: FastifyRequest): boolean {
  return method === 'GET' && authorization === undefined && accept.includes('text/html')
}
