import t from 'tap'
import { decrypt, encrypt } from './cipher.ts'
import { CIPHER } from '../testing/known-files.ts'

const KNOWN = [
  ['', 'druKoo/VUrppfwp5XKsJyg=='],
  ['hello ICP', 'K6u1py9f1WhLrLFsYF8mfg=='],
  ['0123456789ABCDEF', 'lfoIiKemsfMZnLjn5rgeQfBU/ZS6nuiXvxGVeTlJQhE=']
] as const

t.test('key and offset are used as their ASCII bytes, with a padding block where none is needed', async (t) => {
  for (const [plain, secret] of KNOWN) {
    t.equal(encrypt(Buffer.from(plain), CIPHER).toString('base64'), secret)
    t.equal(decrypt(Buffer.from(secret, 'base64'), CIPHER).toString(), plain)
  }
})

t.test('longer keys are accepted, other lengths are not', async (t) => {
  for (const length of [16, 24, 32]) {
    const cipher = { key: 'k'.repeat(length), iv: CIPHER.iv }
    t.equal(decrypt(encrypt(Buffer.from('x'), cipher), cipher).toString(), 'x')
  }
  t.throws(() => encrypt(Buffer.from('x'), { key: 'k'.repeat(20), iv: CIPHER.iv }), RangeError)
})
