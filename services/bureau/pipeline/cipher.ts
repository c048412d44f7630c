import { createCipheriv, createDecipheriv } from 'node:crypto'

/** Both as the bureau hands them out: printable ASCII used as its bytes, not hexadecimal. */
export type CipherKey = {
  /** 16 characters in every source; 24 and 32 are what AES allows besides. */
  key: string
  iv: string
}

/** AES in CBC mode with PKCS#5 padding, as interface specification V3.0 asks. */
export function encrypt (bytes: Uint8Array, cipherKey: CipherKey): Buffer {
  const cipher = createCipheriv(algorithm(cipherKey), ascii(cipherKey.key), ascii(cipherKey.iv))
  return Buffer.concat([cipher.update(bytes), cipher.final()])
}

/** @throws when the padding does not fit, which is how a wrong key usually shows. */
export function decrypt (bytes: Uint8Array, cipherKey: CipherKey): Buffer {
  const decipher = createDecipheriv(algorithm(cipherKey), ascii(cipherKey.key), ascii(cipherKey.iv))
  return Buffer.concat([decipher.update(bytes), decipher.final()])
}

function algorithm ({ key }: CipherKey): 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc' {
  if (key.length === 16) return 'aes-128-cbc'
  if (key.length === 24) return 'aes-192-cbc'
  if (key.length === 32) return 'aes-256-cbc'
  throw new RangeError('a cipher key has 16, 24 or 32 characters')
}

function ascii (text: string): Buffer {
  return Buffer.from(text, 'latin1')
}
