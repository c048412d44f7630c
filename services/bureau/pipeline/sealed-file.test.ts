import t from 'tap'
import {
  CIPHER, DOWNLOAD_DEFLATED, DOWNLOAD_DEFLATED_AES_MIME, DOWNLOAD_HASH, DOWNLOAD_NAME, DOWNLOAD_XML, UPLOAD_DEFLATED,
  UPLOAD_DEFLATED_HASH, UPLOAD_HASH, UPLOAD_STORED, UPLOAD_STORED_AES, UPLOAD_XML
} from '../testing/known-files.ts'
import type { CipherKey } from './cipher.ts'
import { encrypt } from './cipher.ts'
import { NotEncodable } from './gbk.ts'
import { fileHash } from './hashes.ts'
import { DamagedFile, openFile, sealFile, type ReceivedFile } from './sealed-file.ts'
import { zipDocument, ZipError } from './zip.ts'

const upload = { xml: UPLOAD_XML, entryName: 'beianinfo.xml' }

function damageOf (file: ReceivedFile, cipher: CipherKey | null = null): DamagedFile {
  try {
    openFile(file, cipher)
  } catch (error) {
    if (error instanceof DamagedFile) return error
  }
  throw new Error('the file was opened')
}

function clear (zip: Buffer): ReceivedFile {
  return { beianInfo: zip.toString('base64'), beianInfoHash: fileHash(zip), encryptAlgorithm: 0 }
}

t.test('an upload is sealed into the known bytes, in clear and encrypted, with one hash', async (t) => {
  const plain = sealFile(upload, null)
  const secret = sealFile(upload, CIPHER)
  t.equal(plain.beianInfo, UPLOAD_STORED)
  t.equal(secret.beianInfo, UPLOAD_STORED_AES)
  t.equal(plain.beianInfoHash, UPLOAD_HASH)
  t.equal(secret.beianInfoHash, UPLOAD_HASH)
  t.equal(plain.zipBytes.length, 343)
  t.throws(() => sealFile({ ...upload, xml: '<a>𠮷</a>' }, null), NotEncodable)
})

t.test('every known file opens: stored, deflated, encrypted, wrapped', async (t) => {
  const files: Array<[ReceivedFile, string, string]> = [
    [{ beianInfo: UPLOAD_STORED, beianInfoHash: UPLOAD_HASH, encryptAlgorithm: 0 }, 'beianinfo.xml', UPLOAD_XML],
    [{ beianInfo: UPLOAD_STORED_AES, beianInfoHash: UPLOAD_HASH, encryptAlgorithm: 1 }, 'beianinfo.xml', UPLOAD_XML],
    [{ beianInfo: UPLOAD_DEFLATED, beianInfoHash: UPLOAD_DEFLATED_HASH, encryptAlgorithm: 0 }, 'beianinfo.xml', UPLOAD_XML],
    [{ beianInfo: DOWNLOAD_DEFLATED, beianInfoHash: DOWNLOAD_HASH, encryptAlgorithm: 0 }, DOWNLOAD_NAME, DOWNLOAD_XML],
    [{ beianInfo: DOWNLOAD_DEFLATED_AES_MIME, beianInfoHash: DOWNLOAD_HASH, encryptAlgorithm: 1 }, DOWNLOAD_NAME, DOWNLOAD_XML]
  ]
  for (const [file, entryName, xml] of files) {
    const opened = openFile(file, CIPHER)
    t.equal(opened.entryName, entryName)
    t.equal(opened.xml, xml)
  }
})

t.test('the stored form of the download has the known size and hash', async (t) => {
  const { zipBytes, beianInfoHash } = sealFile({ xml: DOWNLOAD_XML, entryName: DOWNLOAD_NAME }, null)
  t.equal(zipBytes.length, 403)
  t.equal(beianInfoHash, 'uhDv5NeROISQCYejMbTweQ==')
})

t.test('a damaged file says at which step it failed', async (t) => {
  const zip = zipDocument('a.xml', Buffer.from('<a/>'))
  const good = clear(zip)
  t.equal(damageOf({ ...good, beianInfo: 'no base64!' }).reason, 'base64')
  t.equal(damageOf({ ...good, beianInfo: '' }).reason, 'base64')
  t.equal(damageOf({ ...good, beianInfo: good.beianInfo.slice(0, -1) }).reason, 'base64')
  t.equal(damageOf({ ...good, encryptAlgorithm: 1 }).reason, 'aes', 'no key')
  t.equal(damageOf({ ...good, encryptAlgorithm: 2 }).reason, 'aes', 'an algorithm that does not exist')
  t.equal(damageOf({ ...good, encryptAlgorithm: 1 }, CIPHER).reason, 'aes', 'not encrypted at all')
  t.equal(damageOf({ ...good, beianInfoHash: UPLOAD_HASH }).reason, 'hash')
  t.equal(damageOf(clear(Buffer.from('not a zip file'))).reason, 'zip')
  t.equal(damageOf(clear(zipDocument('a.xml', Buffer.from('b2ff', 'hex')))).reason, 'encoding')
})

t.test('a hash over the encrypted bytes is a damaged file', async (t) => {
  const secret = encrypt(zipDocument('a.xml', Buffer.from('<a/>')), CIPHER)
  const file = { beianInfo: secret.toString('base64'), beianInfoHash: fileHash(secret), encryptAlgorithm: 1 }
  t.equal(damageOf(file, CIPHER).reason, 'hash')
})

t.test('the reason inside a damaged archive can be told', async (t) => {
  const damaged = damageOf(clear(Buffer.from('not a zip file')))
  t.ok(damaged.cause instanceof ZipError && damaged.cause.code === 'not_a_zip')
})

t.test('a file that calls itself UTF-8 is read as that, and as GBK when it is not', async (t) => {
  const text = '<?xml version="1.0" encoding="UTF-8"?><a>测试</a>'
  t.equal(openFile(clear(zipDocument('a.xml', Buffer.from(text))), null).xml, text)
  const gbk = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="UTF-8"?><a>'), Buffer.from('b2e2cad4', 'hex'), Buffer.from('</a>')])
  t.equal(openFile(clear(zipDocument('a.xml', gbk)), null).xml, text)
})
