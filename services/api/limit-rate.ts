import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RequestError } from './problems/request-error.ts'

const WINDOW_SECONDS = 60

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- merges with Fastify's own
  interface FastifyRequest {
    rateKey: string
  }
}

/**
 * Counts requests per caller in this process. The plugin counts; the headers are ours, because it writes those of
 * an older draft (three fields) and not RateLimit and RateLimit-Policy of draft-ietf-httpapi-ratelimit-headers-10.
 */
export function limitRate (app: FastifyInstance, requestsPerMinute: number) {
  app.decorateRequest('rateKey', '')
  const count = app.createRateLimit({
    max: requestsPerMinute, timeWindow: WINDOW_SECONDS * 1000, keyGenerator: (request) => request.rateKey
  })
  const policy = `"default";q=${requestsPerMinute};w=${WINDOW_SECONDS}`

  return async (request: FastifyRequest, reply: FastifyReply, key: string): Promise<void> => {
    request.rateKey = key
    const counted = await count(request)
    if (counted.isAllowed) return
    const { remaining, ttlInSeconds, isExceeded } = counted
    reply.header('ratelimit-policy', policy).header('ratelimit', `"default";r=${remaining};t=${ttlInSeconds}`)
    if (!isExceeded) return
    throw new RequestError('rate_limited', `More than ${requestsPerMinute} requests in a minute: try again in ${ttlInSeconds} s.`, {
      headers: { 'retry-after': String(ttlInSeconds) }
    })
  }
}
