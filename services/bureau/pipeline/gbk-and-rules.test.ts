import fc from 'fast-check'
import t from 'tap'
import { notWritableInGbk } from '../../rules/writable-in-gbk.ts'
import { encodeGbk, NotEncodable } from './gbk.ts'

/** Two codes on purpose: the simulator uses the pipeline and may not know the rules. */
t.test('the rules let pass exactly what the encoder writes, and name the same characters', async (t) => {
  const han = fc.integer({ min: 0x3400, max: 0x9fff }).map((code) => String.fromCodePoint(code))
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string({ unit: han }))
  fc.assert(fc.property(text, (written) => notWritableInGbk(written).join() === refusedByEncoder(written).join()), { numRuns: 500 })
  t.pass('held for 500 texts')
})

t.test('they agree on every character of the basic plane', async (t) => {
  const rows = Array.from({ length: 0x1000 }, (_, row) => String.fromCharCode(...Array.from({ length: 16 }, (_, cell) => row * 16 + cell)))
  t.same(rows.filter((row) => notWritableInGbk(row).join() !== refusedByEncoder(row).join()), [])
})

function refusedByEncoder (text: string): string[] {
  try {
    encodeGbk(text)
    return []
  } catch (error) {
    if (error instanceof NotEncodable) return error.characters
    throw error
  }
}
