import t from 'tap'
import type { OrderType } from '../../../machines/order/order-types.ts'
import type { FiledSubject } from './filed-subject.ts'
import { foldFilings } from './fold-filings.ts'
import type { FilingOrder } from './read-filings.ts'

type Told = Partial<Omit<FilingOrder, 'content'>> & { domain?: string, province?: string, mobile?: string }

let orders = 0

/** An order that succeeded after those that were made before it: of the subject s, in the account acme, unless said otherwise. */
function an (orderType: OrderType, { domain = 'a.cn', province = 'guangdong', mobile, ...more }: Told = {}): FilingOrder {
  const at = new Date(Date.UTC(2026, 0, 1) + ++orders * 3_600_000).toISOString()
  const service = { kind: 'website' as const, domain }
  return {
    id: `order-${orders}`,
    certificate: 's',
    accountId: 'acme',
    counterpartyAccountId: null,
    orderType,
    typeCheck: { province, subjectType: 'enterprise', certificateType: 1, certificateNumber: 'X', service },
    content: { subject: { name: '示例', ...mobile !== undefined && { principal: { mobile } } }, service: { name: '网站', domains: [{ name: domain }] } },
    numbers: null,
    at,
    ...more
  }
}

function numbered (subjectNumber: string) {
  return { numbers: { subjectNumber, serviceNumbers: [`${subjectNumber}-1`], bureauIds: {} } }
}

/** Whose each subject is, and which services it has, in which account. */
function told (filings: FilingOrder[]): Record<string, string> {
  const services = (subject: FiledSubject) => subject.services.map(({ domains, accountId, hasAccess }) => `${domains.join()} ${accountId}${hasAccess ? '' : ' elsewhere'}`)
  return Object.fromEntries(foldFilings(filings).map((subject) => [subject.certificate, [subject.accountIds.join(), ...services(subject)].join('; ')]))
}

const first = () => an('first_filing', { mobile: '13800138001', ...numbered('粤ICP备1号') })
const beta = { certificate: 't', accountId: 'beta' }
const ofBeta = () => an('first_filing', { ...beta, domain: 'b.cn', ...numbered('粤ICP备2号') })
const migration = () => an('migrate_service', { counterpartyAccountId: 'beta', numbers: { subjectNumber: '粤ICP备2号', serviceNumbers: ['粤ICP备2号-2'], bureauIds: {} } })

t.test('a subject is filed, gets another service, and loses the first; without one it is a shell', async (t) => {
  const filings = [first(), an('add_service', { domain: 'c.cn' }), an('cancel_service')]
  t.strictSame(told(filings), { s: 'acme; c.cn acme' })
  t.match(foldFilings([...filings, an('cancel_service', { domain: 'c.cn' })]), [{ isShell: true, number: '粤ICP备1号', province: 'guangdong' }])
  t.strictSame(told([...filings, an('cancel_subject')]), {})
})

t.test('what ends or hands on what nobody filed through us tells of no filing', async (t) => {
  for (const type of ['cancel_subject', 'cancel_service', 'cancel_access', 'transfer', 'migrate_service'] as const) {
    t.strictSame(told([an(type, { counterpartyAccountId: 'beta' })]), {}, type)
  }
})

t.test('a service that migrated is of its new subject, and whatever becomes of it there is told by the orders of that', async (t) => {
  const moved = [first(), ofBeta(), migration()]
  t.strictSame(told(moved), { s: 'acme', t: 'beta; b.cn beta; a.cn beta' })
  const [source, target] = foldFilings(moved)
  t.match([source!.isShell, target!.services[1]], [true, { number: '粤ICP备2号-2', content: undefined, orderId: moved[2]!.id }])
  t.strictSame(told([...moved, an('cancel_service', beta)]), { s: 'acme', t: 'beta; b.cn beta' }, 'cancelled')
  t.strictSame(told([...moved, an('cancel_subject', { ...beta, domain: 'b.cn' })]), { s: 'acme' }, 'gone with its subject')
  t.strictSame(told([...moved, an('transfer', { ...beta, counterpartyAccountId: 'gamma' })]), { s: 'acme', t: 'gamma; b.cn gamma; a.cn gamma' })
  t.strictSame(told([...moved, an('first_filing', { ...beta, certificate: 'u', accountId: 'delta', domain: 'd.cn' })])['u'], 'delta; d.cn delta')
})

t.test('a service that migrated to a subject of which we know no more than its number is somebody\'s all the same', async (t) => {
  t.strictSame(told([first(), migration()]), { s: 'acme', 'of 粤ICP备2号': 'beta; a.cn beta' })
})

t.test('nobody migrates a service, or transfers a subject, that is another account\'s', async (t) => {
  const mallory = { accountId: 'mallory', counterpartyAccountId: 'gamma' }
  const before = told([first(), ofBeta()])
  t.strictSame(told([first(), ofBeta(), an('migrate_service', mallory)]), before)
  const filings = [first(), an('cancel_access'), an('transfer', mallory)]
  t.strictSame(told(filings), { s: 'acme; a.cn acme elsewhere' })
  t.strictSame(foldFilings(filings)[0]!.contents['gamma'], undefined, 'and none learns what acme has said of it')
})

t.test('a transfer hands on what its account has of a subject, with all that it has said of it', async (t) => {
  const filings = [first(), an('transfer', { counterpartyAccountId: 'beta' })]
  t.strictSame(told(filings), { s: 'beta; a.cn beta' })
  const [{ contents, services }] = foldFilings(filings) as [FiledSubject]
  t.match(contents, { beta: { principal: { mobile: '13800138001' } } })
  t.strictSame([Object.keys(contents), services[0]!.orderId, services[0]!.content?.name], [['beta'], filings[1]!.id, '网站'])
})

t.test('a claim takes one service into the account that claims, and nothing that was said of it', async (t) => {
  const filings = [first(), an('add_service', { domain: 'c.cn' }), an('claim', { accountId: 'beta', content: {} } as Told)]
  t.strictSame(told(filings), { s: 'acme,beta; c.cn acme; a.cn beta' })
  const [{ contents, services }] = foldFilings(filings) as [FiledSubject]
  t.strictSame([Object.keys(contents), services[1]!.content], [['acme'], undefined])
  t.strictSame(told([...filings, an('transfer', { accountId: 'beta', counterpartyAccountId: 'gamma' })]), { s: 'acme,gamma; c.cn acme; a.cn gamma' }, 'and may hand on no more')
})

t.test('an access in another account shares the subject, not what was said of it', async (t) => {
  const filings = [first(), an('cancel_access'), an('add_access', { accountId: 'beta' })]
  t.strictSame(told(filings), { s: 'acme,beta; a.cn beta' })
  const [{ contents, services }] = foldFilings(filings) as [FiledSubject]
  t.strictSame([contents['beta'], services[0]!.content], [undefined, undefined])
})
