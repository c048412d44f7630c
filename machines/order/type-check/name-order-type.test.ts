import t from 'tap'
import { nameOrderType, type FilingFacts } from './name-order-type.ts'
import { POLICY_PRESETS } from '../policy/policy-presets.ts'
import type { OrderPolicy } from '../policy/order-policy.ts'

const NOTHING_FILED: FilingFacts = {
  operation: 'file',
  province: 'guangdong',
  serviceKind: 'website',
  subject: { filed: 'not', knownHere: false, inThisAccount: false, hasAccess: false, province: null, isShell: false, otherCertificate: false },
  service: { filed: 'not', knownHere: false, inThisAccount: false, sameSubject: true },
  wrongNumber: null,
  subjectsOfAccount: 0,
  counterparty: null
}

type Case = Partial<Omit<FilingFacts, 'subject' | 'service'>> & { subject?: Partial<FilingFacts['subject']>, service?: Partial<FilingFacts['service']> }

function name ({ subject, service, ...facts }: Case, policy: Partial<OrderPolicy> = {}): string {
  const { orderType, findings } = nameOrderType({
    ...NOTHING_FILED, ...facts, subject: { ...NOTHING_FILED.subject, ...subject }, service: { ...NOTHING_FILED.service, ...service }
  }, { ...POLICY_PRESETS.huawei, ...policy })
  return orderType ?? findings.map(({ code }) => code).join(', ')
}

const ELSEWHERE = { filed: 'elsewhere' } as const
const HERE = { filed: 'here', knownHere: true, inThisAccount: true, hasAccess: true, province: 'guangdong' } as const
const IN_OTHER_ACCOUNT = { filed: 'here', knownHere: true, inThisAccount: false, province: 'guangdong' } as const
/** Known to us, and hosted here no longer. */
const OURS_ELSEWHERE = { ...HERE, filed: 'elsewhere', hasAccess: false } as const
const OTHERS_ELSEWHERE = { ...IN_OTHER_ACCOUNT, filed: 'elsewhere' } as const
const FITS = { isThisAccount: false, hasSubject: false, isPerson: false }
const OPERATIONS = [
  'file', 'change_subject', 'change_service', 'change_filing', 'change_access', 'cancel_subject', 'cancel_service', 'cancel_access', 'transfer', 'migrate_service'
] as const

t.test('what is filed names the type, row by row of the table of lifecycle 4.2', async (t) => {
  t.equal(name({}), 'first_filing')
  t.equal(name({ subject: HERE }), 'add_service')
  t.equal(name({ subject: ELSEWHERE }), 'add_service_external')
  t.equal(name({ subject: ELSEWHERE, service: ELSEWHERE }), 'add_access')
  t.equal(name({ subject: HERE, service: ELSEWHERE }), 'add_access')
  t.equal(name({ subject: HERE, service: OURS_ELSEWHERE }), 'add_access')
  t.equal(name({ subject: OTHERS_ELSEWHERE, service: OTHERS_ELSEWHERE }), 'add_access', 'hosted elsewhere, it may come here into any account')
  t.equal(name({ subject: IN_OTHER_ACCOUNT, service: IN_OTHER_ACCOUNT }), 'claim')
  t.equal(name({ subject: HERE, service: { ...HERE, sameSubject: false } }), 'DOMAIN_CONFLICT')
  t.equal(name({ service: { ...ELSEWHERE, sameSubject: false } }), 'DOMAIN_CONFLICT')
  t.equal(name({ subject: { ...ELSEWHERE, otherCertificate: true }, service: ELSEWHERE }), 'SUBJECT_REPLACED')
  t.equal(name({ subject: { ...HERE, isShell: true } }), 'add_service', 'with a warning')
})

t.test('a subject of another account is added to only where accounts may share one, and never changed', async (t) => {
  t.equal(name({ subject: IN_OTHER_ACCOUNT }), 'SUBJECT_IN_OTHER_ACCOUNT')
  t.equal(name({ subject: IN_OTHER_ACCOUNT }, { oneAccountPerSubject: false }), 'add_service')
  t.equal(name({ operation: 'change_subject', subject: IN_OTHER_ACCOUNT }, { oneAccountPerSubject: false }), 'SUBJECT_IN_OTHER_ACCOUNT')
})

t.test('what another account has filed here is nobody else\'s, wherever it is hosted: it can be claimed or accessed, and nothing more', async (t) => {
  const counterparty = { ...FITS, hasSubject: true }
  for (const subject of [IN_OTHER_ACCOUNT, OTHERS_ELSEWHERE]) {
    for (const service of [subject, { filed: 'not' }] as const) {
      for (const operation of OPERATIONS) {
        const handsOn = operation === 'transfer' || operation === 'migrate_service'
        const passes = operation === 'file' && service.filed !== 'not'
        const named = name({ operation, subject, service, ...handsOn && { counterparty } })
        t.equal(/SUBJECT_IN_OTHER_ACCOUNT/.test(named), !passes, `${operation} of a subject that is ${subject.filed}, service ${service.filed}: ${named}`)
      }
    }
  }
})

t.test('of a subject that two accounts have, each has its own services', async (t) => {
  const about = (operation: typeof OPERATIONS[number], service: Case['service']) => name({ operation, subject: HERE, service: { ...service } })
  for (const operation of ['change_service', 'change_filing', 'change_access', 'cancel_service', 'cancel_access'] as const) {
    t.equal(about(operation, HERE), operation)
    t.equal(about(operation, IN_OTHER_ACCOUNT), 'SERVICE_IN_OTHER_ACCOUNT')
    t.equal(about(operation, OTHERS_ELSEWHERE), 'SERVICE_IN_OTHER_ACCOUNT')
  }
  t.equal(about('change_subject', IN_OTHER_ACCOUNT), 'change_subject')
})

t.test('only what this account has filed here, with access, is handed on; a number that is declared shows nothing', async (t) => {
  const passing = (operation: 'transfer' | 'migrate_service', subject: Case['subject'], service: Case['service']) =>
    name({ operation, subject: { ...subject }, service: { ...service }, counterparty: { ...FITS, hasSubject: operation === 'migrate_service' } })
  for (const operation of ['transfer', 'migrate_service'] as const) {
    t.equal(passing(operation, HERE, HERE), operation)
    t.equal(passing(operation, {}, {}), 'SUBJECT_NOT_IN_ACCOUNT', 'nothing is known of it')
    t.equal(passing(operation, ELSEWHERE, ELSEWHERE), 'SUBJECT_NOT_IN_ACCOUNT', 'declared')
    t.equal(passing(operation, OURS_ELSEWHERE, OURS_ELSEWHERE), 'SUBJECT_NOT_IN_ACCOUNT', 'the last access was cancelled')
  }
  t.equal(passing('migrate_service', HERE, OURS_ELSEWHERE), 'SUBJECT_NOT_IN_ACCOUNT')
  t.equal(passing('migrate_service', HERE, IN_OTHER_ACCOUNT), 'SUBJECT_NOT_IN_ACCOUNT, SERVICE_IN_OTHER_ACCOUNT')
  t.equal(passing('transfer', HERE, OURS_ELSEWHERE), 'transfer', 'another service of it is here')
})

t.test('a subject that is filed in another province is changed and cancelled there, and filed anew here', async (t) => {
  const subject = { ...HERE, province: 'beijing' }
  for (const operation of OPERATIONS) {
    const handsOn = operation === 'transfer' || operation === 'migrate_service'
    const service = operation === 'file' ? {} : HERE
    const named = name({ operation, subject, service, ...handsOn && { counterparty: { ...FITS, hasSubject: operation === 'migrate_service' } } })
    t.equal(named, 'PROVINCE_MISMATCH', operation)
  }
  const foreign = { ...IN_OTHER_ACCOUNT, province: 'beijing' }
  t.equal(name({ subject: foreign, service: foreign }), 'PROVINCE_MISMATCH, CLAIM_FROM_OTHER_ACCOUNT')
  t.equal(name({ subject: ELSEWHERE }), 'add_service_external', 'of what is declared the form of the number tells')
})

t.test('what is filed in the account and hosted here is not filed again', async (t) => {
  t.equal(name({ subject: HERE, service: HERE }), 'SERVICE_ALREADY_FILED')
  t.equal(name({ subject: HERE, service: { ...HERE, sameSubject: false } }), 'DOMAIN_CONFLICT', 'by another subject of the account')
})

t.test('a claim takes from another account, which applicant and reviewer are told', async (t) => {
  const { subject, service } = NOTHING_FILED
  const foreign = { subject: { ...subject, ...IN_OTHER_ACCOUNT }, service: { ...service, ...IN_OTHER_ACCOUNT } }
  t.match(nameOrderType({ ...NOTHING_FILED, ...foreign }, POLICY_PRESETS.huawei), {
    orderType: 'claim', findings: [{ code: 'CLAIM_FROM_OTHER_ACCOUNT', severity: 'warn', field: 'certificateNumber' }]
  })
})

t.test('another certificate takes a filing over only by a change, and only where the province lets it', async (t) => {
  const subject = { ...HERE, otherCertificate: true }
  const inGuangdong = { subjectReplacementProvinces: ['guangdong'] }
  t.equal(name({ operation: 'change_subject', subject }), 'SUBJECT_REPLACED')
  t.equal(name({ operation: 'change_subject', subject }, inGuangdong), 'change_subject')
  t.equal(name({ operation: 'change_subject', subject: { ...subject, province: 'hunan' }, province: 'hunan' }, inGuangdong), 'SUBJECT_REPLACED')
  t.equal(name({ operation: 'cancel_subject', subject }, inGuangdong), 'SUBJECT_REPLACED')
})

t.test('an account has as many subjects as the policy says', async (t) => {
  t.equal(name({ subjectsOfAccount: 9 }), 'first_filing', 'any number')
  t.equal(name({ subjectsOfAccount: 4 }, { subjectsPerAccount: 5 }), 'first_filing')
  t.equal(name({ subjectsOfAccount: 5 }, { subjectsPerAccount: 5 }), 'SUBJECT_LIMIT_REACHED')
  t.equal(name({ subjectsOfAccount: 5, subject: HERE }, { subjectsPerAccount: 5 }), 'add_service', 'one of them')
})

t.test('kinds of service are those of the provider and of the type', async (t) => {
  t.equal(name({ serviceKind: 'app' }, { serviceKinds: ['mini_program'] }), 'SERVICE_KIND_NOT_OFFERED')
  const counterparty = { isThisAccount: false, hasSubject: true, isPerson: false }
  t.equal(name({ operation: 'migrate_service', subject: HERE, service: HERE, counterparty }), 'migrate_service')
  t.equal(name({ operation: 'migrate_service', subject: HERE, service: HERE, counterparty, serviceKind: 'app' }), 'SERVICE_KIND_NOT_OF_TYPE')
})

t.test('a migration does not lead to a person, and a transfer to nobody who has a subject', async (t) => {
  const leading = (operation: 'transfer' | 'migrate_service', counterparty: Partial<NonNullable<FilingFacts['counterparty']>>) =>
    name({ operation, subject: HERE, service: HERE, counterparty: { ...FITS, ...counterparty } })
  t.equal(leading('transfer', {}), 'transfer')
  t.equal(leading('transfer', { hasSubject: true }), 'COUNTERPARTY_HAS_SUBJECT')
  t.equal(leading('migrate_service', { hasSubject: true }), 'migrate_service')
  t.equal(leading('migrate_service', {}), 'COUNTERPARTY_HAS_NO_SUBJECT')
  t.equal(leading('migrate_service', { hasSubject: true, isPerson: true }), 'COUNTERPARTY_IS_PERSON')
  t.equal(leading('transfer', { isThisAccount: true }), 'COUNTERPARTY_IS_OWN')
})
