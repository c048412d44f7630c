import * as fc from 'fast-check'
import t from 'tap'
import { decide, reasonsToRefuse } from '../../machines/order/decide.ts'
import type { OrderRequest } from '../../machines/order/order-events.ts'
import { anOrder, aRequest, AT } from '../../machines/order/testing/orders.ts'
import { FIELDS } from '../rules/field-list.ts'
import type { OrderContent } from '../rules/order-content.ts'
import { completeFact } from './compose-objection.ts'
import { nextOrder } from './next-order.ts'
import { raiseObjections, type OrderChange } from './order-change.ts'
import { lockedFieldsNow, lockedForGood } from './refuse-locked-fields.ts'
import type { StoredOrder } from './stored-order.ts'
import { exampleOrder } from './testing/example-order.ts'

const { content: example, ...typeCheck } = exampleOrder(1)
const domain = example.service!.domains![0]!
const content: OrderContent = { ...example, service: { ...example.service, domains: [domain, { ...domain, name: 'beian-other.cn' }] } }
const BY = { id: 'lin', role: 'admin' } as const
const WORDS = { code: 'SITE_NAME_INVALID', message: { zh: '意见', en: 'opinion' }, suggestion: null }

/** In review at a provider who opens only what was objected to. */
function underReview (more: Partial<StoredOrder> = {}): StoredOrder {
  return {
    ...anOrder('initial_review', {}, { onlyFindings: true }),
    id: '',
    number: '',
    accountId: 'acme',
    counterpartyAccountId: null,
    createdBy: 'zhang',
    externalReference: null,
    orderType: 'first_filing',
    province: 'guangdong',
    version: 1,
    typeCheck,
    content,
    filed: null,
    accountName: null,
    findings: [],
    deadlines: [],
    task: null,
    upgrade: null,
    createdAt: AT,
    updatedAt: AT,
    ...more
  }
}

function after (order: StoredOrder, change: OrderChange): StoredOrder {
  return nextOrder(order, change, decide(order, change.event))
}

function rejectedFor (fields: Array<string | null>, order = underReview()): StoredOrder {
  return after(order, raiseObjections('reject', { by: BY, findings: fields.map((field) => ({ ...WORDS, field })) })(order, AT) as OrderChange)
}

function editOf (field: string): OrderRequest {
  return aRequest('save', { changed: [field] })
}

const isOpen = (order: StoredOrder, field: string) => reasonsToRefuse(order, editOf(field)).length === 0
/** Where all may be edited, as it is at most providers. */
const findingsAfter = ({ state, context }: StoredOrder, field: string) =>
  decide({ state, context: { ...context, returnedFields: null } }, editOf(field)).next.context.findings

t.test('whichever field is objected to, however it is written: it opens and no other does, and its change closes the finding', async (t) => {
  const leafOf = (path: string, place: number) => path.replace('[]', `[${place}]`)
  const isLocked = lockedForGood(underReview())
  const editable = FIELDS.filter(({ path, inContent }) => inContent && !isLocked(leafOf(path, 1))).map(({ path }) => path)
  t.ok(editable.length > 50)
  const asWritten = (path: string, way: number) => [
    path, path.replace('[]', ''), path.replace('service.domains[]', 'domain').replace('service.app', 'app')
  ][way]!
  t.doesNotThrow(() => fc.assert(fc.property(
    fc.constantFrom(...editable), fc.nat(2), fc.constantFrom(...editable), fc.nat(1),
    (path, way, otherPath, place) => {
      const order = rejectedFor([asWritten(path, way)])
      const [leaf, other] = [leafOf(path, place), leafOf(otherPath, place)]
      const says = (what: string, ok: boolean) => { if (!ok) throw new Error(`${asWritten(path, way)}: ${what}`) }
      says(`${leaf} opens`, isOpen(order, leaf))
      says('its words stay', order.findings.length === 1)
      says(`${leaf} closes it`, findingsAfter(order, leaf).length === 0)
      says(`${other} opens only with it`, isOpen(order, other) === (path === otherPath))
      says(`${other} does not close it`, path === otherPath || findingsAfter(order, other).length === 1)
    }
  ), { numRuns: 2000 }))
})

t.test('an objection to one domain is about that one, an objection to domains about any', async (t) => {
  const second = rejectedFor(['service.domains[1].expiresOn'])
  t.strictSame([isOpen(second, 'service.domains[1].expiresOn'), isOpen(second, 'service.domains[0].expiresOn')], [true, false])
  t.equal(findingsAfter(second, 'service.domains[0].expiresOn').length, 1)
  const any = rejectedFor(['domain.expiresOn'])
  t.strictSame(any.findings.map(({ field }) => field), ['service.domains[].expiresOn'])
  t.strictSame([isOpen(any, 'service.domains[1].expiresOn'), isOpen(any, 'service.domains[0].expiresOn')], [true, true])
  const locked = lockedFieldsNow(any)
  t.notOk(locked.includes('service.domains[0].expiresOn'), 'its form can be filled in')
  t.ok(locked.includes('service.domains[0].holderName') && locked.includes('service.name'))
})

t.test('an objection to nothing that can be edited leaves everything open', async (t) => {
  const one = underReview({ content: example })
  for (const field of ['subject.certificate.number', 'domain.name', 'province', 'materials.business_license', 'order.filingPassword', null]) {
    t.ok(isOpen(rejectedFor([field], one), 'service.remark'), String(field))
  }
  t.notOk(isOpen(rejectedFor(['subject.certificate.number', 'service.name'], one), 'service.remark'), 'beside one that can, it opens nothing')
  t.notOk(isOpen(rejectedFor(['domain.name']), 'service.remark'), 'the name of a second domain can be edited')
  const filed = { content: { subject: example.subject! }, whole: ['subject' as const] }
  t.ok(isOpen(rejectedFor(['subject.name'], underReview({ orderType: 'add_service', filed })), 'service.remark'), 'what is filed is locked for good')
})

t.test('a place that a list does not have opens the list, and so does one of its plain values', async (t) => {
  t.ok(isOpen(rejectedFor(['access.ipRanges[5].start']), 'access.ipRanges[1].end'))
  t.ok(isOpen(rejectedFor(['service.contentTypes[0]']), 'service.contentTypes[1]'))
})

t.test('what the bureau says of a field that nobody knows is kept as told, and leaves everything open', async (t) => {
  const finding = { ...WORDS, field: 'Wz_xx.Ym', severity: 'reject' as const, stage: 'bureau' as const }
  const known = { ...finding, field: 'domain.expiresOn' }
  const reported = (findings: typeof finding[]) => {
    const order = underReview({ ...anOrder('bureau_review', {}, { onlyFindings: true }) })
    const codes = findings.map(({ field, code, severity, stage }) => ({ field, code, severity, stage }))
    return after(order, completeFact(order, { event: { type: 'bureau_returned', at: AT, causeId: 'c', attempt: 1, findings: codes }, findings }))
  }
  t.match(reported([finding]), { state: 'bureau_rejected', findings: [{ field: 'Wz_xx.Ym' }], context: { returnedFields: null } })
  t.match(reported([known]), { findings: [{ field: 'service.domains[].expiresOn' }], context: { returnedFields: ['service.domains[].expiresOn'] } })
  t.match(reported([finding, known]), { context: { returnedFields: null } })
})
