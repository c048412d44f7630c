import t from 'tap'
import { checkShape } from './check-shape.ts'
import example from './example-order.json' with { type: 'json' }
import { changedFields } from './merge-content.ts'
import type { OrderContent, TypeCheck } from './order-content.ts'
import { lockedFields, withTypeCheck } from './with-type-check.ts'

const { content, ...typeCheck } = example as TypeCheck & { content: OrderContent }
const app: TypeCheck = { ...typeCheck, service: { kind: 'app', appName: '示例' } }

t.test('an empty draft answers the data of its type check at their field paths', async (t) => {
  t.same(withTypeCheck({}, typeCheck), {
    subject: { type: 'enterprise', certificate: { typeCode: 1, number: '91440300MA5DEM012D' } },
    service: { kind: 'website', domains: [{ name: 'beian-example.cn' }] }
  })
  t.same(withTypeCheck({}, app).service, { kind: 'app', app: { name: '示例' } })
})

t.test('the example order gains the locked fields that it left out, and keeps the rest', async (t) => {
  const fields = changedFields(content, withTypeCheck(content, typeCheck)).map(({ field }) => field)
  t.same(fields.sort(), ['service.kind', 'subject.certificate.number', 'subject.certificate.typeCode', 'subject.type'])
})

t.test('doing it twice changes nothing more, and what comes out has no fault', async (t) => {
  for (const before of [{}, content, { service: { domains: [{ name: 'a-example.cn' }, { name: 'BEIAN-example.cn' }] } }]) {
    const once = withTypeCheck(before, typeCheck)
    t.same(withTypeCheck(once, typeCheck), once)
    t.same(checkShape(once, typeCheck, new Date('2026-11-21T04:00:00Z')), [])
  }
})

t.test('the domain of the type check stands first', async (t) => {
  const domains = (list: Array<{ name?: string, registrar?: string }>) =>
    withTypeCheck({ service: { domains: list } }, typeCheck).service?.domains
  t.same(domains([{ name: 'a-example.cn' }, { name: 'Beian-Example.cn', registrar: '甲' }]),
    [{ name: 'beian-example.cn', registrar: '甲' }, { name: 'a-example.cn' }])
  t.same(domains([{ registrar: '乙' }]), [{ name: 'beian-example.cn', registrar: '乙' }], 'a nameless first domain was waiting for it')
  t.same(domains([{ name: 'a-example.cn' }]), [{ name: 'beian-example.cn' }, { name: 'a-example.cn' }])
})

t.test('the locked fields are those of the type check and no more', async (t) => {
  t.same(lockedFields(typeCheck), [
    'province', 'subject.type', 'subject.certificate.typeCode', 'subject.certificate.number', 'service.kind', 'service.domains[0].name',
    'subject.existingFilingNumber', 'service.existingFilingNumber'
  ])
  t.ok(lockedFields(app).includes('service.app.name'))
})

t.test('the draft that is given stays as it was', async (t) => {
  const before = structuredClone(content)
  withTypeCheck(content, typeCheck)
  t.same(content, before)
})
