import { decrypt, encrypt, type CipherKey } from './cipher.ts'
import { decodeGbk, encodeGbk } from './gbk.ts'
import { fileHash } from './hashes.ts'
import { unzipDocument, zipDocument } from './zip.ts'

export type SealedFile = { beianInfo: string, beianInfoHash: string, zipBytes: Buffer }
export type OpenedFile = { entryName: string, xml: string, zipBytes: Buffer }
export type ReceivedFile = { beianInfo: string, beianInfoHash: string, encryptAlgorithm: number }

export type Damage = 'base64' | 'aes' | 'hash' | 'zip' | 'encoding'

/** The step at which a file could not be opened; `cause` tells more, and never its content. */
export class DamagedFile extends Error {
  readonly reason: Damage

  constructor (reason: Damage, cause?: unknown) {
    super(`the file fails at ${reason}`, { cause })
    this.name = 'DamagedFile'
    this.reason = reason
  }
}

/** GBK, Zip, hash, AES when there is a key, base64 in one line. @throws NotEncodable */
export function sealFile ({ xml, entryName }: { xml: string, entryName: string }, cipher: CipherKey | null): SealedFile {
  const zipBytes = zipDocument(entryName, encodeGbk(xml))
  const sent = cipher === null ? zipBytes : encrypt(zipBytes, cipher)
  return { beianInfo: sent.toString('base64'), beianInfoHash: fileHash(zipBytes), zipBytes }
}

/** The steps of `sealFile` backwards, in the order of interface specification V3.0. @throws DamagedFile */
export function openFile ({ beianInfo, beianInfoHash, encryptAlgorithm }: ReceivedFile, cipher: CipherKey | null): OpenedFile {
  const received = step('base64', () => decodeBase64(beianInfo))
  const zipBytes = step('aes', () => decipher(received, encryptAlgorithm, cipher))
  if (fileHash(zipBytes) !== beianInfoHash.trim()) throw new DamagedFile('hash')
  const { entryName, bytes } = step('zip', () => unzipDocument(zipBytes))
  return { entryName, xml: step('encoding', () => decodeXml(bytes)), zipBytes }
}

function step<T> (reason: Damage, run: () => T): T {
  try {
    return run()
  } catch (cause) {
    throw new DamagedFile(reason, cause)
  }
}

/** Bureaus answer in MIME style, with a line feed after 76 characters. */
function decodeBase64 (text: string): Buffer {
  const compact = text.replace(/\s+/g, '')
  if (compact === '' || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) throw new Error('not base64')
  return Buffer.from(compact, 'base64')
}

/** Told per message: the same account uploaded in clear and downloaded encrypted. */
function decipher (bytes: Buffer, encryptAlgorithm: number, cipher: CipherKey | null): Buffer {
  if (encryptAlgorithm === 0) return bytes
  if (encryptAlgorithm !== 1) throw new Error('unknown encryption algorithm')
  if (cipher === null) throw new Error('no cipher key configured')
  return decrypt(bytes, cipher)
}

/** The document in a stored file, read as `openFile` read it. @throws DamagedFile */
export function readDocument (zipBytes: Buffer): string {
  const { bytes } = step('zip', () => unzipDocument(zipBytes))
  return step('encoding', () => decodeXml(bytes))
}

/** GBK by the specification; a file that calls itself UTF-8 and is UTF-8 is believed. */
function decodeXml (bytes: Buffer): string {
  const declaredUtf8 = /^[^>]{0,100}encoding\s*=\s*["']utf-?8["']/i.test(bytes.subarray(0, 120).toString('latin1'))
  if (declaredUtf8 || bytes.subarray(0, 3).toString('hex') === 'efbbbf') {
    const text = readUtf8(bytes)
    if (text !== null) return text
  }
  return decodeGbk(bytes)
}

function readUtf8 (bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
