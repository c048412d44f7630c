import { createHash, createHmac } from 'node:crypto'

export type Acs3Request = {
  host: string
  action: string
  version: string
  query: Record<string, string>
  accessKeyId: string
  accessKeySecret: string
  /** Without milliseconds. */
  date: string
  nonce: string
}

/**
 * Query and headers of a signed request without a body: Alibaba Cloud, "V3 request structure and signature" (ACS3-HMAC-SHA256). The test
 * holds it to the example that the page publishes.
 */
export function signAcs3 (request: Acs3Request): { query: string, headers: Record<string, string> } {
  const { host, action, version, accessKeyId, accessKeySecret, date, nonce } = request
  const headers: Record<string, string> = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': date,
    'x-acs-signature-nonce': nonce,
    'x-acs-version': version
  }
  const query = Object.entries(request.query).sort(([a], [b]) => a < b ? -1 : 1).map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
  const names = Object.keys(headers).sort()
  const canonical = ['POST', '/', query, ...names.map((name) => `${name}:${headers[name]}`), '', names.join(';'), headers['x-acs-content-sha256']].join('\n')
  const signature = createHmac('sha256', accessKeySecret).update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`).digest('hex')
  const { host: _, ...sent } = headers
  return {
    query,
    headers: { ...sent, authorization: `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}` }
  }
}

/** RFC 3986: what encodeURIComponent leaves alone is encoded too. */
function encode (text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function sha256 (text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
