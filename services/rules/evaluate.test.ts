import t from 'tap'
import { evaluateRules } from './evaluate.ts'
import example from './example-order.json' with { type: 'json' }
import { mergeContent } from './merge-content.ts'
import type { OrderContent, TypeCheck } from './order-content.ts'

const NOW = new Date('2026-11-21T04:00:00Z')
const { content, ...typeCheck } = example as TypeCheck & { content: OrderContent }
const mobile = content.subject?.principal?.mobile

t.test('nothing stands against the example order of the contract', async (t) => {
  t.same(evaluateRules({ content, typeCheck, orderType: 'first_filing', now: NOW }), [])
})

t.test('each rule speaks up at its field', async (t) => {
  const broken: [patch: object, field: string, code: string, severity: string][] = [
    [{ subject: { mailingAddress: null } }, 'subject.mailingAddress', 'FIELD_MISSING', 'reject'],
    [{ subject: { principal: { emergencyPhone: mobile } } }, 'subject.principal.emergencyPhone', 'PHONE_USED_TWICE', 'reject'],
    [{ service: { principal: { mobile } } }, 'service.principal.mobile', 'PHONE_USED_TWICE', 'reject'],
    [{ service: { principal: { email: 'Owner@Example.com' } } }, 'service.principal.email', 'N-CONT-005', 'reject'],
    [{ service: { principal: { idNumber: content.subject?.principal?.idNumber } } }, 'service.principal.mobile', 'N-CONT-006', 'warn'],
    [{ subject: { certificate: { validUntil: '2026-11-21' } } }, 'subject.certificate.validUntil', 'N-SUBJ-012', 'reject'],
    [{ subject: { principal: { idValidUntil: '2026-12-01' } } }, 'subject.principal.idValidUntil', 'CERT_EXPIRING', 'reject'],
    [{ service: { principal: { idValidUntil: '2020-01-01' } } }, 'service.principal.idValidUntil', 'CERT_EXPIRING', 'reject'],
    [domain({ expiresOn: '2026-11-20' }), 'service.domains[0].expiresOn', 'DOMAIN_EXPIRED', 'reject'],
    [domain({ expiresOn: '2027-02-18' }), 'service.domains[0].expiresOn', 'DOMAIN_TOO_SHORT', 'reject'],
    [{ service: { homePageUrl: 'www.not-beian-example.cn' } }, 'service.homePageUrl', 'N-SVC-007', 'reject'],
    [{ service: { homePageUrl: 'beian-example.cn.evil.com' } }, 'service.homePageUrl', 'N-SVC-007', 'reject'],
    [{ service: { domains: [example.content.service.domains[0], example.content.service.domains[0]] } }, 'service.domains[1].name', 'N-DOM-012',
      'reject']
  ]
  for (const [patch, field, code, severity] of broken) {
    const findings = evaluateRules({ content: patched(patch), typeCheck, orderType: 'first_filing', now: NOW })
    t.same(findings.map((finding) => [finding.field, finding.code, finding.severity]), [[field, code, severity]], `${field} ${code}`)
    t.ok(findings.every(({ message, suggestion }) => message.zh && message.en && suggestion.zh && suggestion.en))
  }
})

t.test('ninety days are enough, and long_term is for ever', async (t) => {
  for (const patch of [domain({ expiresOn: '2027-02-19' }), { subject: { principal: { idValidUntil: 'long_term' } } }]) {
    t.same(evaluateRules({ content: patched(patch), typeCheck, orderType: 'first_filing', now: NOW }), [])
  }
})

t.test('a rule that depends on the day holds until that day in Shanghai', async (t) => {
  const codesAt = (at: string) => evaluateRules({ content, typeCheck, orderType: 'first_filing', now: new Date(at) }).map(({ code }) => code)
  t.same(codesAt('2028-10-03T15:59:59Z'), [])
  t.same(codesAt('2028-10-03T16:00:00Z'), ['DOMAIN_TOO_SHORT'])
})

t.test('the domains of an app have no www and at most four levels', async (t) => {
  const app: TypeCheck = { ...typeCheck, service: { kind: 'app', appName: '示例' } }
  const appContent = (name: string) => patched({ ...domain({ name }), service: { ...domain({ name }).service, app: { platforms: ['windows'] } } })
  const codes = (name: string) => evaluateRules({ content: appContent(name), typeCheck: app, orderType: 'first_filing', now: NOW }).map(({ code }) => code)
  t.same(codes('api.v1.beian-example.cn'), [])
  t.same(codes('www.beian-example.cn'), ['APP_DOMAIN_WWW'])
  t.same(codes('a.b.c.beian-example.cn'), ['N-DOM-011'])
})

t.test('an individual answers in person and files what is personal', async (t) => {
  const individual = { ...typeCheck, subjectType: 'individual', certificateType: 2, certificateNumber: '440305198503121231' }
  const oneMailbox = patched({ service: { principal: { email: content.subject?.principal?.email } } })
  const findings = evaluateRules({ content: oneMailbox, typeCheck: individual, orderType: 'first_filing', now: NOW })
  t.same(findings.map(({ field, code }) => [field, code]), [
    ['service.principal.idNumber', 'N-PERS-001'], ['service.contentTypes', 'SITE_CONTENT_INVALID']
  ])
})

t.test('an order is asked only for what its type says anew', async (t) => {
  const partsOf = (orderType: string) => new Set(evaluateRules({ content: {}, typeCheck, orderType, now: NOW }).map(({ field }) => field.split('.')[0]))
  t.same(partsOf('first_filing'), new Set(['subject', 'service', 'access']))
  t.same(partsOf('add_access'), new Set(['access']))
  t.same(partsOf('change_subject'), new Set(['subject']))
  t.same(partsOf('add_service'), new Set(['service', 'access']))
  t.same(partsOf('add_service_external'), new Set(['subject', 'service', 'access']))
  t.same(partsOf('change_service'), new Set(['service']))
  t.same(partsOf('change_access'), new Set(['access']))
  t.same(partsOf('change_filing'), new Set(['subject', 'service']))
  for (const type of ['cancel_subject', 'cancel_service', 'cancel_access', 'claim', 'transfer', 'migrate_service']) {
    t.same(partsOf(type), new Set(), `${type} can be submitted with no content at all`)
  }
})

function patched (patch: object): OrderContent {
  return mergeContent(content, patch) as OrderContent
}

function domain (change: object) {
  return { service: { domains: [{ ...content.service?.domains?.[0], ...change }] } }
}
