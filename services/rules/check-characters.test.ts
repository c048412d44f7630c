import t from 'tap'
import { checkCharacters } from './check-characters.ts'
import { checkShape } from './check-shape.ts'
import { checkTypeCheck } from './check-type-check.ts'
import example from './example-order.json' with { type: 'json' }
import type { OrderContent, TypeCheck } from './order-content.ts'

const NOW = new Date('2026-11-21T04:00:00Z')
const { content: _, ...typeCheck } = example as TypeCheck & { content: OrderContent }

t.test('control characters and halves of characters are refused in a line, with the path of the field', async (t) => {
  for (const bad of ['\0', '\u0001', '\t', '\n', '\r', '\u001f', '\u007f', '\ud842', '\udfb7']) {
    const content: OrderContent = { subject: { name: `示例${bad}公司` }, service: { preApprovals: [{}, { number: bad }] } }
    const faults = checkShape(content, typeCheck, NOW)
    t.same(faults.map(({ field, code }) => [field, code]), [
      ['subject.name', 'CONTROL_CHARACTER'], ['service.preApprovals[1].number', 'CONTROL_CHARACTER']
    ], JSON.stringify(bad))
    t.ok(faults.every(({ message }) => message.zh.endsWith('。') && message.en.endsWith('.')))
  }
})

t.test('a remark and a key may have lines and tabs and nothing else of the kind', async (t) => {
  const withText = (text: string) => ({
    subject: { remark: text }, service: { remark: text, app: { androidPublicKey: text, iosPublicKey: text } }
  })
  t.same(checkCharacters(withText('第一行\n\t第二行')), [])
  for (const bad of ['\0', '\u0008', '\u000b', '\r', '\u001b', '\u007f', '\ud842']) {
    t.equal(checkCharacters(withText(`一\n${bad}`)).length, 4, JSON.stringify(bad))
  }
})

t.test('whole characters of every kind are text', async (t) => {
  t.same(checkCharacters({ subject: { name: '𠮷田·ü 😀\u00a0\ue000' } }), [])
})

t.test('the data of the type check are texts of one line too', async (t) => {
  const app: TypeCheck = { ...typeCheck, service: { kind: 'app', appName: '示\0例' } }
  t.same(checkTypeCheck(app, NOW).map(({ field, code }) => [field, code]), [['service.appName', 'CONTROL_CHARACTER']])
})
