import type { FetchImplementation } from 'jose'
import { createHttpClient } from '../../platform/http/http-client.ts'

/** As long as jose waits for it. */
const TIMEOUT_MS = 5_000
const MAX_BYTES = 1024 * 1024

/** Fetches from the issuer's origin and no other: the operator has configured it, and it may well be an internal one. */
export function fetchKeySetFrom (jwks: string): FetchImplementation {
  const http = createHttpClient({ only: [jwks], limits: { totalMs: TIMEOUT_MS, maxBytes: MAX_BYTES } })
  return async (url, { headers }) => {
    const { status, body } = await http.send({ url, method: 'GET', headers: Object.fromEntries(headers) })
    return new Response(status === 200 ? new Uint8Array(body) : null, { status })
  }
}
