import t from 'tap'
import { checkShape } from './check-shape.ts'
import { checkTypeCheck } from './check-type-check.ts'
import { provinces, subjectTypes } from './code-lists.ts'
import example from './example-order.json' with { type: 'json' }
import { mergeContent } from './merge-content.ts'
import type { OrderContent, TypeCheck } from './order-content.ts'

const NOW = new Date('2026-11-21T04:00:00Z')
const { content, ...typeCheck } = example as TypeCheck & { content: OrderContent }

t.test('the example order of the contract has no fault', async (t) => {
  t.same(checkTypeCheck(typeCheck, NOW), [])
  t.same(checkShape(content, typeCheck, NOW), [])
})

t.test('an empty draft has no fault, in any province and for any subject type', async (t) => {
  for (const { code } of provinces) t.same(checkShape({}, { ...typeCheck, province: code }, NOW), [])
  for (const { code } of subjectTypes) t.same(checkShape({}, { ...typeCheck, subjectType: code }, NOW), [])
})

t.test('each thing that can never be right is one fault at its field', async (t) => {
  const wrong: [patch: object, field: string, code: string][] = [
    [{ subject: { type: 'government' } }, 'subject.type', 'TYPE_CHECK_MISMATCH'],
    [{ subject: { certificate: { typeCode: 12 } } }, 'subject.certificate.typeCode', 'TYPE_CHECK_MISMATCH'],
    [{ subject: { certificate: { number: '91350100M000100Y43' } } }, 'subject.certificate.number', 'TYPE_CHECK_MISMATCH'],
    [{ subject: { certificate: { number: '91350100M000100Y44' } } }, 'subject.certificate.number', 'CERTIFICATE_NUMBER_INVALID'],
    [{ subject: { certificate: { validUntil: '2026-02-29' } } }, 'subject.certificate.validUntil', 'DATE_INVALID'],
    [{ subject: { region: '110105' } }, 'subject.region', 'REGION_OUTSIDE_PROVINCE'],
    [{ subject: { legalPerson: { idNumber: '440305198503121232' } } }, 'subject.legalPerson.idNumber', 'CERTIFICATE_NUMBER_INVALID'],
    [{ subject: { principal: { idTypeCode: 1 } } }, 'subject.principal.idTypeCode', 'ID_TYPE_NOT_PERSONAL'],
    [{ subject: { principal: { idNumber: '440305198503121232' } } }, 'subject.principal.idNumber', 'CERTIFICATE_NUMBER_INVALID'],
    [{ subject: { principal: { idNumber: '44030519850230123X' } } }, 'subject.principal.idNumber', 'CERTIFICATE_NUMBER_INVALID'],
    [{ subject: { principal: { idTypeCode: 14 } } }, 'subject.principal.idNumber', 'CERTIFICATE_NUMBER_INVALID'],
    [{ subject: { principal: { idValidFrom: '2020-02-30' } } }, 'subject.principal.idValidFrom', 'DATE_INVALID'],
    [{ subject: { principal: { idValidUntil: '2019-01-01' } } }, 'subject.principal.idValidUntil', 'DATES_REVERSED'],
    [{ subject: { principal: { mobile: '12800138001' } } }, 'subject.principal.mobile', 'MOBILE_INVALID'],
    [{ subject: { principal: { emergencyPhone: '0755-260012' } } }, 'subject.principal.emergencyPhone', 'MOBILE_INVALID'],
    [{ subject: { principal: { phone2: '0755 26001234' } } }, 'subject.principal.phone2', 'PHONE_INVALID'],
    [{ subject: { principal: { email: 'owner@example' } } }, 'subject.principal.email', 'EMAIL_INVALID'],
    [{ service: { principal: { email: 'a@b@example.com' } } }, 'service.principal.email', 'EMAIL_INVALID'],
    [{ service: { principal: { mobile: '23800138001' } } }, 'service.principal.mobile', 'MOBILE_INVALID'],
    [{ service: { kind: 'app' } }, 'service.kind', 'TYPE_CHECK_MISMATCH'],
    [{ service: { contentTypes: [8, 128] } }, 'service.contentTypes[1]', 'CODE_UNKNOWN'],
    [{ service: { languages: [18] } }, 'service.languages[0]', 'CODE_UNKNOWN'],
    [{ service: { preApprovalTypes: [7] } }, 'service.preApprovalTypes[0]', 'CODE_UNKNOWN'],
    [{ service: { homePageUrl: 'https://www.beian-example.cn' } }, 'service.homePageUrl', 'HOME_PAGE_URL_INVALID'],
    [{ service: { homePageUrl: 'beian-example.cn/a b' } }, 'service.homePageUrl', 'HOME_PAGE_URL_INVALID'],
    [{ service: { domains: [{ name: 'other-example.cn' }] } }, 'service.domains[0].name', 'TYPE_CHECK_MISMATCH'],
    [{ service: { domains: [{ name: 'www.beian-example.cn' }] } }, 'service.domains[0].name', 'DOMAIN_IS_SUBDOMAIN'],
    [domains({ holderCertificateType: 26 }), 'service.domains[1].holderCertificateType', 'CERTIFICATE_TYPE_UNKNOWN'],
    [domains({ holderCertificateType: 2, holderCertificateNumber: '1' }), 'service.domains[1].holderCertificateNumber',
      'CERTIFICATE_NUMBER_INVALID'],
    [domains({ name: 'www.beian-example.cn' }), 'service.domains[1].name', 'DOMAIN_IS_SUBDOMAIN'],
    [domains({ expiresOn: '2029-04-31' }), 'service.domains[1].expiresOn', 'DATE_INVALID'],
    [domains({ realNameVerifiedOn: '2026-00-01' }), 'service.domains[1].realNameVerifiedOn', 'DATE_INVALID'],
    [{ service: { app: { androidFingerprint: 'g'.repeat(32) } } }, 'service.app.androidFingerprint', 'FINGERPRINT_INVALID'],
    [{ service: { app: { iosFingerprint: 'ab'.repeat(16) } } }, 'service.app.iosFingerprint', 'FINGERPRINT_INVALID'],
    [{ service: { app: { backendDomains: ['a.beian-example.cn', 'a_b.cn'] } } }, 'service.app.backendDomains[1]', 'DOMAIN_INVALID'],
    [{ service: { app: { backendIps: ['10.0.0.1'] } } }, 'service.app.backendIps[0]', 'IP_RESERVED'],
    [{ access: { ipRanges: [{ start: '203.0.113.10', end: '203.0.113.9' }] } }, 'access.ipRanges[0].end', 'IP_RANGE_REVERSED'],
    [{ access: { ipRanges: [{ start: '203.0.113.256', end: '203.0.114.9' }] } }, 'access.ipRanges[0].start', 'IP_INVALID'],
    [{ access: { ipRanges: [{ start: '9.0.0.1', end: '11.0.0.1' }] } }, 'access.ipRanges[0].end', 'IP_RESERVED'],
    [{ access: { methods: [16] } }, 'access.methods[0]', 'CODE_UNKNOWN'],
    [{ access: { serverLocations: [5, 30] } }, 'access.serverLocations[1]', 'CODE_UNKNOWN']
  ]
  for (const [patch, field, code] of wrong) {
    const faults = checkShape(mergeContent(content, patch) as OrderContent, typeCheck, NOW)
    t.same(faults.map((fault) => [fault.field, fault.code]), [[field, code]], `${field} ${code}`)
    t.ok(faults.every(({ message }) => message.zh.endsWith('。') && message.en.endsWith('.')))
  }
})

t.test('the same domain may be written in capitals or in punycode', async (t) => {
  t.same(checkShape({ service: { domains: [{ name: 'Beian-Example.CN' }] } }, typeCheck, NOW), [])
  const chinese = { ...typeCheck, service: { kind: 'website' as const, domain: '示例.中国' } }
  t.same(checkShape({ service: { domains: [{ name: 'xn--fsqu00a.xn--fiqs8s' }] } }, chinese, NOW)[0]?.code, 'TYPE_CHECK_MISMATCH')
  t.same(checkShape({ service: { domains: [{ name: 'xn--fsq092h.xn--fiqs8s' }] } }, chinese, NOW), [])
})

t.test('a domain without a name yet is no contradiction', async (t) => {
  t.same(checkShape({ service: { domains: [{ holderName: '深圳市示例科技有限公司' }] } }, typeCheck, NOW), [])
})

t.test('a government body may file names below its domain, an app the name it uses', async (t) => {
  const deeper = { service: { domains: [{ name: 'beian-example.cn' }, { name: 'portal.beian-example.cn' }] } }
  t.same(checkShape(deeper, { ...typeCheck, subjectType: 'government' }, NOW), [])
  t.same(checkShape(deeper, { ...typeCheck, service: { kind: 'app', appName: '示例' } }, NOW), [])
  t.equal(checkShape(deeper, typeCheck, NOW)[0]?.code, 'DOMAIN_IS_SUBDOMAIN')
})

t.test('an app keeps the name of the type check', async (t) => {
  const app: TypeCheck = { ...typeCheck, service: { kind: 'app', appName: '示例' } }
  t.same(checkShape({ service: { app: { name: '示例' } } }, app, NOW), [])
  t.same(checkShape({ service: { app: { name: '别的' } } }, app, NOW).map((fault) => fault.field), ['service.app.name'])
})

t.test('the passport of a foreign legal representative is not taken for an identity number', async (t) => {
  for (const idNumber of ['E12345678', '911440199901010020', '911440199901010021', 'USA123456789012']) {
    t.same(checkShape({ subject: { legalPerson: { idNumber } } }, typeCheck, NOW), [])
  }
})

t.test('a fault never repeats what was written', async (t) => {
  const patch = { subject: { principal: { mobile: 'secret', email: 'secret', idNumber: 'secret', phone2: 'secret' } } }
  const faults = checkShape(mergeContent(content, patch) as OrderContent, typeCheck, NOW)
  t.equal(faults.length, 4)
  t.notMatch(JSON.stringify(faults), 'secret')
})

function domains (second: object) {
  return { service: { domains: [...(content.service?.domains ?? []), second] } }
}
