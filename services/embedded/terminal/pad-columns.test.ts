import t from 'tap'
import { columnsOf, cutColumns, padColumns } from './pad-columns.ts'

t.test('a Chinese character takes two columns, a coloured one no more', async (t) => {
  t.equal(columnsOf('待短信核验'), 10)
  t.equal(columnsOf('粤ICP备26000001号'), 17)
  t.equal(columnsOf('\u001b[32m已备案\u001b[39m'), 6)
  t.equal(columnsOf('（“𠮷”）'), 8)
})

t.test('columns of a table stand below one another', async (t) => {
  t.equal(columnsOf(padColumns('管局', 8)), 8)
  t.equal(padColumns('longer', 3), 'longer ')
})

t.test('what is too long ends in an ellipsis, never in half a character', async (t) => {
  t.equal(cutColumns('网站备注', 8), '网站备注')
  t.equal(cutColumns('网站备注与', 8), '网站备…')
  t.ok(columnsOf(cutColumns('a网站备注与', 8)) <= 8)
})
