import type { FastifyRequest } from 'fastify'
import type { EndpointAsRead } from '../../webhooks/endpoints/lock-endpoint.ts'
import { ifMatch } from '../if-match.ts'
import { endpointScopeOf } from './endpoint-scope-of.ts'

/** Whose endpoints the caller may touch, and in what version they have read this one, if they say. */
export function endpointAsRead (request: FastifyRequest): EndpointAsRead {
  const ifVersion = ifMatch(request)
  return { ...endpointScopeOf(request.identity), ...ifVersion !== undefined && { ifVersion } }
}
