import t from 'tap'
import example from './example-order.json' with { type: 'json' }
import { findMissing } from './find-missing.ts'
import { mergeContent } from './merge-content.ts'
import type { OrderContent, TypeCheck } from './order-content.ts'

const { content, ...website } = example as TypeCheck & { content: OrderContent }
const app: TypeCheck = { ...website, service: { kind: 'app', appName: '示例' } }

t.test('the example order of the contract is complete', async (t) => {
  t.same(findMissing(content, website), [])
})

t.test('an empty draft is asked for everything that a first filing of a website needs', async (t) => {
  const findings = findMissing({}, website)
  t.same(findings.map(({ field }) => field), [
    'subject.name', 'subject.certificate.address', 'subject.region', 'subject.mailingAddress',
    'subject.principal.name', 'subject.principal.idTypeCode', 'subject.principal.idNumber', 'subject.principal.idValidUntil',
    'subject.principal.mobile', 'subject.principal.emergencyPhone', 'subject.principal.email',
    'service.name', 'service.contentTypes', 'service.languages', 'service.preApprovalTypes',
    'service.domains[0].holderName', 'service.domains[0].holderCertificateType', 'service.domains[0].holderCertificateNumber',
    'service.domains[0].expiresOn', 'service.domains[0].realNameVerifiedOn', 'service.homePageUrl',
    'service.principal.name', 'service.principal.idTypeCode', 'service.principal.idNumber', 'service.principal.idValidUntil',
    'service.principal.mobile', 'service.principal.emergencyPhone', 'service.principal.email', 'service.principal.idValidFrom',
    'access.resource', 'access.methods', 'access.serverLocations', 'access.ipRanges'
  ])
  t.ok(findings.every(({ code, severity, stage }) => code === 'FIELD_MISSING' && severity === 'reject' && stage === 'rules'))
})

t.test('each required field is missed when it alone is taken out of the example', async (t) => {
  for (const { field } of findMissing({}, website)) {
    t.same(missingAfter(removal(field)), [field])
  }
})

t.test('blanks are no answer, a province alone is no region', async (t) => {
  t.same(missingAfter({ subject: { name: '   ' } }), ['subject.name'])
  t.same(missingAfter({ subject: { region: '440000' } }), ['subject.region'])
})

t.test('that no approval applies must be said; one that applies has a number', async (t) => {
  t.same(missingAfter({ service: { preApprovalTypes: null } }), ['service.preApprovalTypes'])
  t.same(missingAfter({ service: { preApprovalTypes: [1, 2], preApprovals: [{ number: '甲1' }] } }), ['service.preApprovals[1].number'])
})

t.test('the content type other and a mini program want a remark', async (t) => {
  t.same(missingAfter({ service: { remark: null } }), [])
  t.same(missingAfter({ service: { remark: null, contentTypes: [24] } }), ['service.remark'])
  const miniProgram: TypeCheck = { ...app, service: { kind: 'mini_program', appName: '示例' } }
  t.ok(findMissing({}, miniProgram).some(({ field }) => field === 'service.remark'))
})

t.test('a legal representative that was begun is finished', async (t) => {
  t.same(missingAfter({ subject: { legalPerson: null } }), [])
  t.same(missingAfter({ subject: { legalPerson: { idNumber: null } } }), ['subject.legalPerson.idNumber'])
})

t.test('an app is asked for what its platforms have, and neither for domains nor for a home page', async (t) => {
  const without = mergeContent(content, { service: { domains: null, homePageUrl: null, app: { platforms: ['android', 'harmony', 'ios'] } } })
  t.same(findMissing(without as OrderContent, app).map(({ field }) => field), [
    'service.app.androidPackage', 'service.app.androidPublicKey', 'service.app.androidFingerprint', 'service.app.iosBundleId',
    'service.app.iosPublicKey', 'service.app.iosFingerprint'
  ])
})

function missingAfter (patch: object): string[] {
  return findMissing(mergeContent(content, patch) as OrderContent, website).map(({ field }) => field)
}

/** A merge patch that takes out one field; a domain is written anew without it, because arrays replace. */
function removal (field: string): object {
  const ofDomain = /^service\.domains\[0\]\.(\w+)$/.exec(field)?.[1]
  if (ofDomain !== undefined) return { service: { domains: [mergeContent(content.service?.domains?.[0], { [ofDomain]: null })] } }
  return field.split('.').reduceRight<unknown>((patch, name) => ({ [name]: patch }), null) as object
}
