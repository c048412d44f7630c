import { createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto'

/** Ready to sign with: making it of the text costs more than a signature does. */
export type SigningKey = {
  scheme: 'v1' | 'v1a'
  key: KeyObject
  /** Null for the newest; an older one signs along until then. */
  expiresAt: Date | null
}

/** PKCS #8 of an Ed25519 key, up to its 32 bytes. Source: RFC 8410, section 7. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key that a `whsec_…` or a `whsk_…` stands for. Source: Standard Webhooks 1.0, signature scheme. */
export function readSigningKey (scheme: 'v1' | 'v1a', secret: string, expiresAt: Date | null): SigningKey {
  const bytes = Buffer.from(secret.slice(secret.indexOf('_') + 1), 'base64')
  const key = scheme === 'v1'
    ? createSecretKey(bytes)
    : createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, bytes]), format: 'der', type: 'pkcs8' })
  return { scheme, key, expiresAt }
}
