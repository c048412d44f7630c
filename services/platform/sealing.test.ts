import t from 'tap'
import { createKeyRing, createSealing, readKeyRing } from './sealing.ts'

const ring = createKeyRing()

t.test('what is sealed opens again, for the row it belongs to', async (t) => {
  const sealing = createSealing(ring)
  const sealed = sealing.seal({ mobile: '13800138001' }, 'row-1')
  t.notMatch(sealed.toString('latin1'), /13800138001/)
  t.strictSame(sealing.unseal(sealed, 'row-1'), { mobile: '13800138001' })
  t.throws(() => sealing.unseal(sealed, 'row-2'), 'bytes moved to another row do not open')
})

t.test('changed bytes do not open', async (t) => {
  const sealing = createSealing(ring)
  const sealed = sealing.seal('x', 'row')
  sealed[sealed.length - 1]! ^= 1
  t.throws(() => sealing.unseal(sealed, 'row'))
})

t.test('a new key seals from now on, and the old one still opens', async (t) => {
  const old = createSealing(ring).seal('x', 'row')
  const rotated = createSealing({ ...ring, keys: { ...ring.keys, 1: createKeyRing().keys[0]! } })
  t.equal(rotated.unseal(old, 'row'), 'x')
  t.equal(rotated.seal('x', 'row')[1], 1)
  t.throws(() => createSealing(ring).unseal(rotated.seal('x', 'row'), 'row'), /key 1.*not in SEALING_KEYS/)
})

t.test('a key can be given to every process before the first one seals with it', async (t) => {
  const both = { ...ring, keys: { ...ring.keys, 1: createKeyRing().keys[0]! }, sealWith: 0 }
  t.equal(createSealing(both).seal('x', 'row')[1], 0)
  t.throws(() => createSealing({ ...ring, sealWith: 7 }), /sealWith names key 7/)
})

t.test('a lookup key is the same for the same value, and tells kinds apart', async (t) => {
  const sealing = createSealing(ring)
  t.strictSame(sealing.lookupKey('domain', 'a.cn'), createSealing(ring).lookupKey('domain', 'a.cn'))
  t.notSame(sealing.lookupKey('domain', 'a.cn'), sealing.lookupKey('certificate', 'a.cn'))
  t.notSame(sealing.lookupKey('domain', 'a.cn'), createSealing(createKeyRing()).lookupKey('domain', 'a.cn'))
})

t.test('a ring that cannot be used says what a key is', async (t) => {
  t.throws(() => createSealing({ keys: {}, lookupKey: ring.lookupKey }), /SEALING_KEYS holds no key/)
  t.throws(() => createSealing({ keys: { 0: 'short' }, lookupKey: ring.lookupKey }), /openssl rand -base64 32/)
})

t.test('a variable that holds no key ring is named, and not repeated', async (t) => {
  t.strictSame(readKeyRing(JSON.stringify(ring)), ring)
  for (const wrong of ['{}', 'null', '{"keys":null}', 'c2VjcmV0', '{"keys":{"0":"c2VjcmV0"}}']) {
    t.throws(() => readKeyRing(wrong), /^SEALING_KEYS is not valid \(\{"keys"/)
    try { readKeyRing(wrong) } catch (error) { t.notMatch(String((error as Error).stack) + String((error as Error).cause), /c2VjcmV0/) }
  }
  t.throws(() => createSealing({ ...ring, keys: { 0: 'short' } }), /SEALING_KEYS: a key is not 32 bytes/)
})
