import type { FastifyRequest } from 'fastify'

/** The version that the caller has read; undefined when it does not say. A tag that is no version matches none. */
export function ifMatch ({ headers }: FastifyRequest): number | undefined {
  const tag = headers['if-match']
  if (tag === undefined) return undefined
  return Number(/^"([1-9]\d{0,9})"$/.exec(tag)?.[1] ?? 0)
}

export function etag (version: number): string {
  return `"${version}"`
}
