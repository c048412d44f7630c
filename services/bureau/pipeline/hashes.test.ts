import t from 'tap'
import { fileHash, passwordHash, randomText } from './hashes.ts'
import { UPLOAD_HASH, UPLOAD_STORED, UPLOAD_STORED_AES } from '../testing/known-files.ts'

t.test('the password is hashed in the one form that bureaus accept', async (t) => {
  t.equal(passwordHash('1234567890', 'abcdefghij'), '9fq6VgG8bDFoWECeX62u2Q==')
  t.equal(passwordHash('Bureau#2024', 'aB3dE5gH7jK9mN1pQ3sT'), 'OuP6kepjJcDvjxXnkuWnFQ==')
  t.equal(passwordHash('备案口令1', '0123456789abcdefghij'), 'kuBZk14PlNAGqkK7NlbMqA==')
})

t.test('the forms that a bureau refused are other texts', async (t) => {
  const right = passwordHash('备案口令1', '0123456789abcdefghij')
  t.not(right, 'lKd0spAP6p9gYmf7VDNT8w==', 'random text first')
  t.not(right, 'c0CLIYq0Vv+oeIk/Eofo7Q==', 'UTF-8 in place of GBK')
  t.not(right, '92e059935e0f94d006aa42bb3656cca8', 'hexadecimal')
  t.not(passwordHash('1234567890', 'abcdefghij'), 'ZjVmYWJhNTYwMWJjNmMzMTY4NTg0MDllNWZhZGFlZDk=', 'base64 of hexadecimal')
})

t.test('the hash of a file is that of the Zip file, not of what is sent', async (t) => {
  t.equal(fileHash(Buffer.from(UPLOAD_STORED, 'base64')), UPLOAD_HASH)
  t.equal(fileHash(Buffer.from(UPLOAD_STORED_AES, 'base64')), 'dofxnfWV1RvX+KDTFmqp/g==', 'what a wrong sender would give')
  t.not(UPLOAD_HASH, 'dofxnfWV1RvX+KDTFmqp/g==')
})

t.test('random texts are 20 letters and digits, and no two alike', async (t) => {
  const texts = Array.from({ length: 500 }, () => randomText())
  t.ok(texts.every((text) => /^[A-Za-z0-9]{20}$/.test(text)))
  t.equal(new Set(texts).size, 500)
  t.equal(randomText(32).length, 32)
})
