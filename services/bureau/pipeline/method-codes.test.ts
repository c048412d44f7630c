import t from 'tap'
import { methodCode } from './method-codes.ts'

t.test('every method code asks for one reaction', async (t) => {
  const reactions = Object.groupBy([...Array(30).keys(), 901, 902, 999, 1234], (code) => methodCode(code).reaction)
  t.same(reactions, {
    accepted: [0],
    drained: [1, 2],
    more: [3],
    stop_channel: [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 19, 21],
    missing_files: [14],
    park: [15, 20, 901, 902],
    refused: [17, 18, 22],
    unknown: [23, 24, 25, 26, 27, 28, 29, 999, 1234]
  })
})

t.test('an answer without a code has an unknown outcome', async (t) => {
  t.equal(methodCode(null).reaction, 'unknown')
})
