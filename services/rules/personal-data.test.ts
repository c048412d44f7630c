import * as fc from 'fast-check'
import t from 'tap'
import example from './example-order.json' with { type: 'json' }
import { maskEmail, maskName, maskNumber, maskMobile } from './mask.ts'
import { changedFields, mergeContent } from './merge-content.ts'
import type { OrderContent, TypeCheck } from './order-content.ts'
import { isPersonalField, maskChanges, maskContent, maskTypeCheck, personalFields } from './personal-data.ts'
import { withTypeCheck } from './with-type-check.ts'

const { content, ...enterprise } = example as TypeCheck & { content: OrderContent }
const individual: TypeCheck = { ...enterprise, subjectType: 'individual', certificateType: 2, certificateNumber: '440305198503121231' }

t.test('a reader without the right sees who it might be and no more', async (t) => {
  t.match(maskContent(content, enterprise), {
    subject: {
      name: '深圳市示例科技有限公司',
      investor: '陈**',
      mailingAddress: '科技园示例路1号示例大厦8楼801室',
      legalPerson: { name: '陈**', idNumber: '440*************31' },
      principal: {
        name: '陈**',
        idNumber: '440*************31',
        mobile: '138****8001',
        emergencyPhone: '138****8002',
        email: 'o***@example.com',
        phone2: '075****1234',
        idTypeCode: 2
      }
    },
    service: {
      principal: { name: '林**', idNumber: '440*************1X', mobile: '138****8003', email: 's***@example.com' },
      domains: [{ name: 'beian-example.cn', holderName: '深圳市示例科技有限公司', holderCertificateNumber: '91440300MA5DEM012D' }]
    }
  })
})

t.test('of an individual name, number and addresses are personal too', async (t) => {
  const masked = maskContent(withTypeCheck(content, individual), individual)
  t.match(masked.subject, {
    name: '深**', mailingAddress: '****', certificate: { number: '440*************31', address: '****', validUntil: 'long_term' }
  })
  t.equal(maskTypeCheck(individual).certificateNumber, '440*************31')
  t.equal(maskTypeCheck(enterprise).certificateNumber, enterprise.certificateNumber)
})

t.test('a person who holds a domain is hidden, an organisation is not', async (t) => {
  const domains = [
    { holderName: '甲公司', holderCertificateType: 1, holderCertificateNumber: '91440300MA5DEM012D' },
    { holderName: '陈示例', holderCertificateType: 2, holderCertificateNumber: '440305198503121231' },
    { holderName: '谁也不知道' }
  ]
  t.same(maskContent({ service: { domains } }, enterprise).service?.domains?.map(({ holderName }) => holderName), ['甲公司', '陈**', '谁**'])
})

t.test('the personal fields are exactly those that masking changes', async (t) => {
  for (const typeCheck of [enterprise, individual]) {
    const full = withTypeCheck(content, typeCheck)
    const changed = changedFields(full, maskContent(full, typeCheck)).map(({ field }) => field)
    t.same(personalFields(full, typeCheck).sort(), changed.sort())
  }
  t.equal(personalFields(content, enterprise).length, 14)
  t.equal(personalFields(withTypeCheck(content, individual), individual).length, 18)
})

t.test('no personal value of an order survives the mask anywhere', async (t) => {
  const masked = JSON.stringify(maskContent(content, enterprise))
  for (const secret of ['陈示例', '林示例', '440305198503121231', '44030519900824321X', '1380013800', 'owner@', 'site@', '26001234']) {
    t.notMatch(masked, secret)
  }
})

t.test('the history shows that a personal field changed, not from what to what', async (t) => {
  const after = mergeContent(content, { subject: { principal: { mobile: '13900139009' } }, service: { name: '新的名称' } }) as OrderContent
  t.same(maskChanges(changedFields(content, after), enterprise), [
    { field: 'subject.principal.mobile', before: '138****8001', after: '139****9009' },
    { field: 'service.name', before: '示例科技信息展示平台', after: '新的名称' }
  ])
  t.same(maskChanges([{ field: 'subject.principal', before: null, after: { name: '陈示例' } }], enterprise),
    [{ field: 'subject.principal', before: null, after: { name: '陈**' } }])
})

t.test('a person who held a domain stays hidden in the history when an organisation takes over, and the other way round', async (t) => {
  const [organisation] = content.service?.domains ?? []
  const person = { holderName: '陈示例', holderCertificateType: 2, holderCertificateNumber: '440305198503121231' }
  const [was, is] = [{ service: { domains: [{ ...organisation, ...person }] } }, { service: { domains: [organisation] } }]
  for (const [before, after] of [[was, is], [is, was], [was, {}]]) {
    const masked = maskChanges(changedFields(before, after), enterprise)
    t.ok(masked.some(({ field }) => field === 'service.domains[0].holderName'))
    t.notMatch(JSON.stringify(masked), /陈示例|440305198503121231/)
  }
})

t.test('a field is known to be personal by its path', async (t) => {
  for (const field of ['subject.principal.mobile', 'service.principal.name', 'service.domains[3].holderName']) t.ok(isPersonalField(field, enterprise))
  for (const field of ['subject.name', 'subject.certificate.number', 'service.domains[0].name', 'constructor', 'service.domains[0].constructor']) {
    t.notOk(isPersonalField(field, enterprise), field)
  }
  t.ok(isPersonalField('subject.certificate.number', individual))
})

t.test('masking leaves the content that it is given alone', async (t) => {
  const before = structuredClone(content)
  maskContent(content, individual)
  t.same(content, before)
})

t.test('a mask never shows the whole, however short or odd the value', async (t) => {
  for (const mask of [maskMobile, maskNumber, maskName, maskEmail]) {
    fc.assert(fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (value) => mask(value) !== value || /^\*+$/.test(value) || value.includes('**')))
  }
  t.equal(maskNumber('E1234567'), '****')
  t.equal(maskEmail('nobody'), '****')
  t.equal(maskName('𠮷田'), '𠮷**')
})
