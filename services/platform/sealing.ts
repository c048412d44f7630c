import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'

/** Sealed bytes: format, key number, nonce, tag, cipher text. AES-256-GCM; the row's id is authenticated with it. */
export type Sealing = {
  seal (value: unknown, belongsTo: string): Buffer
  /** @throws Error when the bytes were changed, belong to another row, or their key is not in the ring */
  unseal<Value> (bytes: Buffer, belongsTo: string): Value
  sealBytes (bytes: Uint8Array, belongsTo: string): Buffer
  unsealBytes (bytes: Buffer, belongsTo: string): Buffer
  /** A keyed hash, for looking up what is stored sealed. */
  lookupKey (kind: string, value: string): Buffer
}

/**
 * Keys are 32 bytes in base64, numbered 0 to 255. New values are sealed with `sealWith`, or else the highest number: to
 * rotate without a pause, give every process the new key first, and name it in `sealWith` once all of them have it.
 */
export type KeyRing = { keys: Record<string, string>, lookupKey: string, sealWith?: number }

const FORMAT = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEADER_BYTES = 2

/** Of the environment. @throws Error that names the variable and what it should be, and repeats nothing of it */
export function readKeyRing (text: string): KeyRing {
  const expected = 'SEALING_KEYS is not valid ({"keys":{"0":"<32 bytes, base64>"},"lookupKey":"<32 bytes, base64>"})'
  const ring = parsed(text)
  if (typeof ring?.keys !== 'object' || ring.keys === null || typeof ring.lookupKey !== 'string') throw new Error(expected)
  return ring as KeyRing
}

/** Null for what is no JSON: the parser's own words may repeat a key. */
function parsed (text: string): Partial<KeyRing> | null {
  try {
    return JSON.parse(text) as Partial<KeyRing> | null
  } catch {
    return null
  }
}

/** @throws Error that names the remedy when the ring is empty or a key is not 32 bytes */
export function createSealing (ring: KeyRing): Sealing {
  const keys = new Map(Object.entries(ring.keys).map(([number, key]) => [Number(number), readKey(key)]))
  if (keys.size === 0) throw new Error('SEALING_KEYS holds no key: give at least {"keys":{"0":"<32 bytes, base64>"},…}')
  const current = ring.sealWith ?? Math.max(...keys.keys())
  if (!keys.has(current)) throw new Error(`SEALING_KEYS: sealWith names key ${current}, which is not in the ring`)
  const lookupSecret = readKey(ring.lookupKey)

  function sealBytes (bytes: Uint8Array, belongsTo: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', keys.get(current)!, nonce).setAAD(Buffer.from(belongsTo))
    const body = Buffer.concat([cipher.update(bytes), cipher.final()])
    return Buffer.concat([Buffer.from([FORMAT, current]), nonce, cipher.getAuthTag(), body])
  }

  function unsealBytes (bytes: Buffer, belongsTo: string): Buffer {
    const key = keys.get(bytes[1]!)
    if (bytes[0] !== FORMAT || !key) throw new Error(`sealed with key ${bytes[1]}, which is not in SEALING_KEYS`)
    const nonce = bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES)
    const tag = bytes.subarray(HEADER_BYTES + NONCE_BYTES, HEADER_BYTES + NONCE_BYTES + TAG_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(belongsTo)).setAuthTag(tag)
    return Buffer.concat([decipher.update(bytes.subarray(HEADER_BYTES + NONCE_BYTES + TAG_BYTES)), decipher.final()])
  }

  return {
    sealBytes,
    unsealBytes,
    seal: (value, belongsTo) => sealBytes(Buffer.from(JSON.stringify(value)), belongsTo),
    unseal: (bytes, belongsTo) => JSON.parse(unsealBytes(bytes, belongsTo).toString('utf8')),
    lookupKey: (kind, value) => createHmac('sha256', lookupSecret).update(`${kind}\0${value}`).digest()
  }
}

/** A fresh ring, for a new embedded installation. */
export function createKeyRing (): KeyRing {
  return { keys: { 0: randomBytes(32).toString('base64') }, lookupKey: randomBytes(32).toString('base64') }
}

/** As an object: of bare bytes Node makes one at every use, which costs twice what the deciphering does. */
function readKey (base64: string): KeyObject {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length !== 32) throw new Error('SEALING_KEYS: a key is not 32 bytes in base64: make one with `openssl rand -base64 32`')
  return createSecretKey(bytes)
}
