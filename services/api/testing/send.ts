import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { TestApi } from './start-api.ts'

export type Sent = { method?: InjectOptions['method'], body?: object | string, headers?: Record<string, string>, query?: Record<string, string> }

/** Sends a request; JSON unless the body is a text. */
export async function send (
  { app }: TestApi, path: string, caller: Record<string, string>, { method, body, headers = {}, query }: Sent = {}
): Promise<LightMyRequestResponse> {
  return await app.inject({
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    url: path,
    headers: { ...typeof body === 'string' && { 'content-type': 'application/json' }, ...caller, ...headers },
    ...body !== undefined && { payload: body },
    ...query && { query }
  })
}
