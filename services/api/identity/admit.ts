import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ApiDeps } from '../api-deps.ts'
import { limitRate } from '../limit-rate.ts'
import { RequestError } from '../problems/request-error.ts'
import type { Identity, IdentityVerifier } from './identity.ts'

/**
 * Before anything else is read of a request: who is it (401), not too often (429), and in a role that may (403).
 * A caller without a token counts by address.
 */
export function admit (app: FastifyInstance, { identity: verify, requestsPerMinute }: ApiDeps): void {
  const limit = limitRate(app, requestsPerMinute)
  app.addHook('onRequest', async (request, reply) => {
    const found = await identify(request, verify)
    await limit(request, reply, found instanceof RequestError ? request.ip : found.caller)
    if (found instanceof RequestError) throw found
    request.identity = found
    refuseRole(found, request)
  })
}

async function identify ({ headers: { authorization } }: FastifyRequest, verify: IdentityVerifier): Promise<Identity | RequestError> {
  const token = /^Bearer +([^\s]+)$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) return MISSING
  try {
    return await verify(token)
  } catch (error) {
    if (error instanceof RequestError) return error
    throw error
  }
}

function refuseRole ({ role }: Identity, { routeOptions: { config: { roles } } }: FastifyRequest): void {
  if (roles === undefined || roles.includes(role)) return
  throw new RequestError('role_not_allowed', `The role ${role} may not do this; it is for ${roles.filter((name) => name !== 'system').join(', ')}.`)
}

const MISSING = new RequestError('authentication_required', 'Send an access token: Authorization: Bearer <token>.', {
  headers: { 'www-authenticate': 'Bearer realm="beian"' }
})
