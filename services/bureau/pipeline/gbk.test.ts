import fc from 'fast-check'
import t from 'tap'
import { decodeGbk, encodeGbk, NotDecodable, NotEncodable } from './gbk.ts'

t.test('Chinese text is written in the bytes of GBK', async (t) => {
  t.equal(encodeGbk('测试').toString('hex'), 'b2e2cad4')
  t.equal(encodeGbk('浙ICP备24000001号-1').toString('hex'), 'd5e3494350b1b83234303030303031bac52d31')
  t.equal(decodeGbk(Buffer.from('b2e2cad4', 'hex')), '测试')
})

t.test('a name outside GBK is refused, character by character, and never replaced', async (t) => {
  t.throws(() => encodeGbk('𠮷'), NotEncodable)
  t.throws(() => encodeGbk('㐂'), NotEncodable)
  try {
    encodeGbk('陈𠮷示㐂例𠮷\ue000')
    t.fail('it was encoded')
  } catch (error) {
    t.same(error instanceof NotEncodable && error.characters, ['𠮷', '㐂', '\ue000'])
    t.notMatch(String(error), /陈|𠮷/, 'the message tells nothing about a person')
  }
})

t.test('bytes that are not GBK are refused', async (t) => {
  t.throws(() => decodeGbk(Buffer.from('b2ff', 'hex')), NotDecodable)
  t.throws(() => decodeGbk(Buffer.from('b2', 'hex')), NotDecodable)
})

t.test('whatever text is encoded reads back as it was', async (t) => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    try {
      return decodeGbk(encodeGbk(text)) === text
    } catch (error) {
      return error instanceof NotEncodable && error.characters.length > 0
    }
  }), { numRuns: 300 })
  t.pass('held for 300 texts')
})
