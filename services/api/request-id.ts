import { randomUUIDv7 } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Taken from the caller when it is fit for a log line and a history row; made here otherwise. */
export function requestId ({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.:+/=-]{1,128}$/.test(given) ? given : randomUUIDv7()
}
