import t from 'tap'
import { nameOrderType, type FilingFacts } from './name-order-type.ts'
import { POLICY_PRESETS } from '../policy/policy-presets.ts'
import type { OrderPolicy } from '../policy/order-policy.ts'

const NOTHING_FILED: FilingFacts = {
  operation: 'file',
  province: 'guangdong',
  serviceKind: 'website',
  subject: { filed: 'not', inThisAccount: false, isShell: false, otherCertificate: false },
  service: { filed: 'not', inThisAccount: false, sameSubject: true },
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
const HERE = { filed: 'here', inThisAccount: true } as const
const IN_OTHER_ACCOUNT = { filed: 'here', inThisAccount: false } as const

t.test('what is filed names the type, row by row of the table of lifecycle 4.2', async (t) => {
  t.equal(name({}), 'first_filing')
  t.equal(name({ subject: HERE }), 'add_service')
  t.equal(name({ subject: ELSEWHERE }), 'add_service_external')
  t.equal(name({ subject: ELSEWHERE, service: ELSEWHERE }), 'add_access')
  t.equal(name({ subject: HERE, service: ELSEWHERE }), 'add_access')
  t.equal(name({ subject: HERE, service: HERE }), 'add_access')
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

t.test('another certificate takes a filing over only by a change, and only where the province lets it', async (t) => {
  const subject = { ...HERE, otherCertificate: true }
  const inGuangdong = { subjectReplacementProvinces: ['guangdong'] }
  t.equal(name({ operation: 'change_subject', subject }), 'SUBJECT_REPLACED')
  t.equal(name({ operation: 'change_subject', subject }, inGuangdong), 'change_subject')
  t.equal(name({ operation: 'change_subject', subject, province: 'hunan' }, inGuangdong), 'SUBJECT_REPLACED')
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
  const FITS = { isThisAccount: false, hasSubject: false, isPerson: false }
  const leading = (operation: 'transfer' | 'migrate_service', counterparty: Partial<NonNullable<FilingFacts['counterparty']>>) =>
    name({ operation, subject: HERE, service: HERE, counterparty: { ...FITS, ...counterparty } })
  t.equal(leading('transfer', {}), 'transfer')
  t.equal(leading('transfer', { hasSubject: true }), 'COUNTERPARTY_HAS_SUBJECT')
  t.equal(leading('migrate_service', { hasSubject: true, isPerson: true }), 'COUNTERPARTY_IS_PERSON')
  t.equal(leading('transfer', { isThisAccount: true }), 'COUNTERPARTY_IS_OWN')
})
