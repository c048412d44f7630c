import { generateKeyPairSync, randomBytes } from 'node:crypto'

/** As they are shown to people. Source: Standard Webhooks 1.0, secret serialization. */
export type GeneratedSecrets = {
  /** `whsec_…`: both sides know it. */
  secret: string
  /** `whsk_…`: only we know it; its seed, as the reference library reads it. */
  privateKey: string
  /** `whpk_…`: anybody may know it. */
  publicKey: string
}

/** Fresh ones, for one endpoint. A caller brings none of its own: what it has used elsewhere is no secret of this endpoint. */
export function generateSecrets (): GeneratedSecrets {
  const { d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  return {
    secret: `whsec_${randomBytes(32).toString('base64')}`,
    privateKey: `whsk_${inBase64(d!)}`,
    publicKey: `whpk_${inBase64(x!)}`
  }
}

function inBase64 (base64url: string): string {
  return Buffer.from(base64url, 'base64url').toString('base64')
}
