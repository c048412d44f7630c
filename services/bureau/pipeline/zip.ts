import { zipSync } from 'fflate'
import { crc32, inflateRawSync } from 'node:zlib'
import { decodeGbk } from './gbk.ts'

/** One file may hold 50 MB of XML: interface specification V3.0, method code 18. */
const MAX_BYTES = 50 * 1024 * 1024

/** The earliest time a Zip file can tell. fflate reads it in local time, so it is written in local time too. */
const ZIP_EPOCH = new Date(1980, 0, 1)

const LOCAL_HEADER = 0x04034b50
const CENTRAL_HEADER = 0x02014b50
const END_OF_DIRECTORY = 0x06054b50
const END_SIZE = 22
const STORED = 0
const DEFLATED = 8
const UTF8_NAME = 0x0800
const ENCRYPTED = 0x0001

export class ZipError extends Error {
  readonly code: 'not_a_zip' | 'not_one_entry' | 'too_large'

  constructor (code: ZipError['code'], cause?: unknown) {
    super(code, { cause })
    this.name = 'ZipError'
    this.code = code
  }
}

/**
 * The same bytes for the same document, so that a resend and a comparison of hashes mean something. STORED without
 * data descriptor, because Java's ZipInputStream cannot read a stored entry with one.
 */
export function zipDocument (entryName: string, bytes: Uint8Array): Buffer {
  return Buffer.from(zipSync({ [entryName]: [bytes, { level: 0, mtime: ZIP_EPOCH, os: 0, attrs: 0 }] }))
}

/**
 * Reads by the central directory: entries with a data descriptor, which bureaus send, have no sizes in their own header.
 * @throws ZipError
 */
export function unzipDocument (bytes: Uint8Array): { entryName: string, bytes: Buffer } {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const entry = findOnlyEntry(zip)
    return { entryName: entry.name, bytes: readEntry(zip, entry) }
  } catch (error) {
    if (error instanceof ZipError) throw error
    throw new ZipError(isTooLarge(error) ? 'too_large' : 'not_a_zip', error)
  }
}

type ZipEntry = { name: string, flags: number, method: number, crc: number, packed: number, size: number, offset: number }

function findOnlyEntry (zip: Buffer): ZipEntry {
  const end = findEndOfDirectory(zip)
  if (zip.readUInt16LE(end + 10) !== 1) throw new ZipError('not_one_entry')
  const at = zip.readUInt32LE(end + 16)
  if (zip.readUInt32LE(at) !== CENTRAL_HEADER) throw new ZipError('not_a_zip')
  const flags = zip.readUInt16LE(at + 8)
  const name = zip.subarray(at + 46, at + 46 + zip.readUInt16LE(at + 28))
  return {
    name: (flags & UTF8_NAME) !== 0 ? name.toString('utf8') : decodeGbk(name),
    flags,
    method: zip.readUInt16LE(at + 10),
    crc: zip.readUInt32LE(at + 16),
    packed: zip.readUInt32LE(at + 20),
    size: zip.readUInt32LE(at + 24),
    offset: zip.readUInt32LE(at + 42)
  }
}

/** The record stands at the end, in front of a comment of at most 64 KB. */
function findEndOfDirectory (zip: Buffer): number {
  for (let at = zip.length - END_SIZE; at >= Math.max(0, zip.length - END_SIZE - 0xffff); at--) {
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at
  }
  throw new ZipError('not_a_zip')
}

function readEntry (zip: Buffer, entry: ZipEntry): Buffer {
  if (entry.size > MAX_BYTES) throw new ZipError('too_large')
  if (zip.readUInt32LE(entry.offset) !== LOCAL_HEADER || (entry.flags & ENCRYPTED) !== 0) throw new ZipError('not_a_zip')
  const start = entry.offset + 30 + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28)
  const packed = zip.subarray(start, start + entry.packed)
  const bytes = unpack(packed, entry.method)
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw new ZipError('not_a_zip')
  return bytes
}

function unpack (packed: Buffer, method: number): Buffer {
  if (method === STORED) return Buffer.from(packed)
  if (method === DEFLATED) return inflateRawSync(packed, { maxOutputLength: MAX_BYTES }) // the header's size may lie
  throw new ZipError('not_a_zip')
}

function isTooLarge (error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}
