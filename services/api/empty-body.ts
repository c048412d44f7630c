import type { preValidationAsyncHookHandler } from 'fastify'

/** Where every field may be left out, the body may be too. */
export const emptyBody: preValidationAsyncHookHandler = async (request) => {
  if (request.rawBody === null) request.body = {}
}
