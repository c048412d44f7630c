import type { FastifyInstance } from 'fastify'
import { RequestError } from './problems/request-error.ts'

const TYPES = ['application/json', 'application/merge-patch+json']

/** JSON in UTF-8 and nothing else; its bytes are kept, because an idempotency key stands for them. */
export function readJson (app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.decorateRequest('rawBody', null)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(TYPES, { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (body.length === 0) return done(null, undefined)
    request.rawBody = body
    const text = decode(body)
    if (text === null) return done(new RequestError('body_malformed', 'The body is not UTF-8.'))
    return parse(request, text, done)
  })
}

function decode (body: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}
