import { zipSync } from 'fflate'
import t from 'tap'
import { encodeGbk } from './gbk.ts'
import { UPLOAD_DEFLATED, UPLOAD_STORED, UPLOAD_XML } from '../testing/known-files.ts'
import { unzipDocument, zipDocument, ZipError } from './zip.ts'

const xml = encodeGbk(UPLOAD_XML)
const stored = Buffer.from(UPLOAD_STORED, 'base64')

function codeOf (bytes: Uint8Array): string {
  try {
    unzipDocument(bytes)
    return 'read'
  } catch (error) {
    return error instanceof ZipError ? error.code : String(error)
  }
}

t.test('a document becomes the same canonical archive on every machine', async (t) => {
  t.same(zipDocument('beianinfo.xml', xml), stored)
})

t.test('stored and deflated archives are read', async (t) => {
  for (const bytes of [stored, Buffer.from(UPLOAD_DEFLATED, 'base64')]) {
    const document = unzipDocument(bytes)
    t.equal(document.entryName, 'beianinfo.xml')
    t.same(document.bytes, xml)
  }
})

t.test('an archive holds exactly one document', async (t) => {
  t.equal(codeOf(zipSync({ 'a.xml': xml, 'b.xml': xml })), 'not_one_entry')
  t.equal(codeOf(zipSync({})), 'not_one_entry')
})

t.test('what is no archive, cut short or altered is refused', async (t) => {
  t.equal(codeOf(Buffer.alloc(0)), 'not_a_zip')
  t.equal(codeOf(Buffer.from('1f8b0800', 'hex')), 'not_a_zip', 'gzip is not Zip')
  t.equal(codeOf(stored.subarray(0, 300)), 'not_a_zip')
  t.equal(codeOf(stored.subarray(40)), 'not_a_zip', 'the head is missing')
  const altered = Buffer.from(stored)
  altered.writeUInt8(0x41, 60)
  t.equal(codeOf(altered), 'not_a_zip', 'the checksum tells')
})

t.test('more than 50 MB are refused, whatever the archive claims', async (t) => {
  const bomb = Buffer.from(zipSync({ 'a.xml': new Uint8Array(50 * 1024 * 1024 + 1) }, { level: 6 }))
  t.equal(codeOf(bomb), 'too_large')
  const liar = Buffer.from(bomb)
  liar.writeUInt32LE(1000, liar.indexOf(Buffer.from('504b0102', 'hex')) + 24)
  t.equal(codeOf(liar), 'too_large')
})
