import t from 'tap'
import type { OrderView } from '../../orders/order-view.ts'
import { exampleOrder } from '../../orders/testing/example-order.ts'
import { givenFiling, givenFilingElsewhere, numberOf } from '../testing/given-filing.ts'
import { ask, claim, givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi, type TestApi } from '../testing/start-api.ts'

type Content = OrderView['content']

/** Rows of lifecycle 2.6 that come from the type check, in whatever order. */
const OF_TYPE_CHECK: Array<[row: string, field: string, patch: object]> = [
  ['kind of organiser', 'subject.type', { subject: { type: 'individual' } }],
  ['certificate type', 'subject.certificate.typeCode', { subject: { certificate: { typeCode: 2 } } }],
  ['certificate number', 'subject.certificate.number', { subject: { certificate: { number: '91440300MA5DEM012D' } } }],
  ['kind of service', 'service.kind', { service: { kind: 'app' } }],
  ['domain', 'service.domains[0].name', { service: { domains: [{ name: 'other-example.cn' }] } }]
]

/** Rows that a new order and a change leave open. */
const OPEN: Array<[row: string, patch: object]> = [
  ['name of the organiser', { subject: { name: '深圳市新示例科技有限公司' } }],
  ['legal representative', { subject: { legalPerson: { name: '王示例' } } }],
  ['subject owner', { subject: { principal: { name: '王示例', mobile: '13800138009', email: 'new@example.com' } } }],
  ['service owner', { service: { principal: { mobile: '13800138008' } } }],
  ['addresses', { subject: { mailingAddress: '科技园示例路2号示例大厦9楼901室' } }],
  ['region within the province', { subject: { region: '440304' } }],
  ['name, content and remark of the site', { service: { name: '示例企业新闻展示', contentTypes: [9], remark: '新' } }],
  ['validity of a domain', { service: { domains: [{ name: 'beian-example-1.cn', expiresOn: '2031-01-01' }] } }]
]
const OF_ACCESS: [row: string, patch: object] = ['addresses of the server', { access: { ipRanges: [{ start: '203.0.113.20', end: '203.0.113.20' }] } }]

async function given (api: TestApi, more: object = {}, body: object = {}): Promise<OrderView> {
  const { content: _, ...typeCheck } = exampleOrder(1)
  return await ask<OrderView>(api, '/v1/orders', await api.as('applicant'), { ...typeCheck, ...more, ...body })
}

type Patched = { status: number, code?: string, fields: string[], messages: string[] }

async function patch (api: TestApi, { id }: OrderView, content: object): Promise<Patched> {
  const applicant = await api.as('applicant')
  const { headers } = await send(api, `/v1/orders/${id}`, applicant)
  const ifMatch = { 'if-match': String(headers.etag) }
  const reply = await send(api, `/v1/orders/${id}`, applicant, { method: 'PATCH', body: { content }, headers: ifMatch })
  const { code, errors = [] } = reply.json<{ code?: string, errors?: Array<{ field: string, message: string }> }>()
  const [fields, messages] = [errors.map(({ field }) => field), errors.map(({ message }) => message)]
  return { status: reply.statusCode, ...code && { code }, fields, messages }
}

async function abandon (api: TestApi, { id }: OrderView): Promise<void> {
  await ask(api, `/v1/orders/${id}/abandon`, await api.as('applicant'))
}

t.test('a new order: what the type check said is locked, everything else is open', async (t) => {
  const api = await startApi(t)
  const order = await givenOrder(api, 'draft', 1)
  for (const [row, field, change] of OF_TYPE_CHECK) {
    t.ok(order.lockedFields.includes(field), row)
    const refused = await patch(api, order, change)
    t.match(refused, { status: 409, code: 'field_locked' }, row)
    t.ok(refused.fields.includes(field), row)
  }
  for (const part of ['subject', 'service']) {
    const number = part === 'subject' ? numberOf(5) : `${numberOf(5)}-1`
    const refused = await patch(api, order, { [part]: { existingFilingNumber: number } })
    t.match(refused, { status: 409, fields: [`${part}.existingFilingNumber`] }, `a number under which the ${part} would be filed`)
    const { content: _, ...typeCheck } = exampleOrder(2)
    const reply = await send(api, '/v1/orders', await api.as('applicant'), { body: { ...typeCheck, content: { [part]: { existingFilingNumber: number } } } })
    t.match([reply.statusCode, reply.json().errors], [400, [{ field: `content.${part}.existingFilingNumber`, code: 'TYPE_CHECK_MISMATCH' }]])
  }
  for (const [row, change] of [...OPEN, OF_ACCESS]) t.match(await patch(api, order, change), { status: 200 }, row)
})

t.test('a change begins with what is filed: its domains can only be deleted, its document type stays, the rest is open', async (t) => {
  const api = await startApi(t)
  const filed = await givenFiling(api)
  for (const operation of ['change_subject', 'change_service', 'change_filing'] as const) {
    const order = await given(api, { operation })
    t.match(order.content.subject, { name: filed.content.subject!.name, existingFilingNumber: numberOf(1) }, 'what is filed is there')
    t.match(order.content.service, { name: filed.content.service!.name, existingFilingNumber: `${numberOf(1)}-1` })
    for (const [row, field, change] of OF_TYPE_CHECK) t.ok((await patch(api, order, change)).fields.includes(field), `${operation}: ${row}`)
    t.match(await patch(api, order, { subject: { principal: { idTypeCode: 14, idNumber: 'E12345678' } } }), {
      status: 409, fields: ['subject.principal.idTypeCode']
    }, `${operation}: the document type of the subject owner`)
    t.match(await patch(api, order, { subject: { existingFilingNumber: numberOf(2) } }), { status: 409, fields: ['subject.existingFilingNumber'] })
    const domains = [...order.content.service!.domains!, { name: 'added-example.cn' }]
    t.match(await patch(api, order, { service: { domains } }), {
      status: 409, fields: ['service.domains[1].name'], messages: ['domains of a filed service can only be deleted']
    }, `${operation}: a domain more`)
    for (const [row, change] of OPEN) t.match(await patch(api, order, change), { status: 200 }, `${operation}: ${row}`)
    await abandon(api, order)
  }
})

t.test('of several domains a change may delete one, and may not bring it back under another name', async (t) => {
  const api = await startApi(t)
  const declared = { operation: 'change_service', filing: { subjectNumber: numberOf(5), serviceNumber: `${numberOf(5)}-1` } }
  const [first] = exampleOrder(1).content.service!.domains!
  const domains = [first, { ...first, name: 'second-example.cn' }, { ...first, name: 'third-example.cn' }]
  const order = await given(api, declared, { content: { service: { ...exampleOrder(1).content.service, domains } } })
  t.match(await patch(api, order, { service: { domains: [first, domains[2]] } }), { status: 200 }, 'the one in the middle is gone')
  t.match(await patch(api, order, { service: { domains } }), { status: 200 }, 'what was filed may come back')
  t.match(await patch(api, order, { service: { domains: [first, domains[2], { ...first, name: 'fourth-example.cn' }] } }), {
    status: 409, fields: ['service.domains[2].name']
  })
  t.match(await patch(api, order, { service: { domains: [first, domains[2], domains[2]] } }), { status: 409 }, 'nor twice')
})

t.test('an access order changes nothing of the filing, unless its province lets it', async (t) => {
  for (const open of [false, true]) {
    const api = await startApi(t, { policy: { changesInAccessOrderProvinces: open ? ['guangdong'] : [] } })
    await givenFilingElsewhere(api)
    const order = await given(api)
    t.equal(order.orderType, 'add_access')
    t.equal(order.lockedFields.includes('subject.name'), !open)
    t.equal(order.lockedFields.includes('service.principal.mobile'), !open)
    for (const [row, change] of OPEN) t.match(await patch(api, order, change), { status: open ? 200 : 409 }, `${row}, ${open}`)
    t.match(await patch(api, order, { subject: { remark: 'new' } }), { status: open ? 200 : 409 }, 'nor is anything added')
    t.match(await patch(api, order, OF_ACCESS[1]), { status: 200 }, OF_ACCESS[0])
  }
})

t.test('of a filing that is not known here an access order may tell what is missing, and not change what it told', async (t) => {
  const api = await startApi(t)
  const order = await given(api, { filing: { serviceNumber: `${numberOf(5)}-1` } }, { content: { subject: { name: '深圳市示例科技有限公司' } } })
  t.match([order.orderType, order.content.subject?.existingFilingNumber], ['add_access', numberOf(5)])
  t.match(await patch(api, order, { subject: { name: '另一家' } }), { status: 409, fields: ['subject.name'] })
  t.match(await patch(api, order, { service: { principal: { mobile: '13800138003' } } }), { status: 200 })
})

t.test('to a filed subject a service is added: the subject is shown and not editable, the service is open', async (t) => {
  const api = await startApi(t)
  const filed = await givenFiling(api)
  const order = await given(api, { service: { kind: 'website', domain: 'beian-more-1.cn' } })
  t.match(order, { orderType: 'add_service', content: { subject: { name: filed.content.subject!.name } } })
  t.same(order.content.service, { kind: 'website', domains: [{ name: 'beian-more-1.cn' }] } satisfies Content['service'], 'the service is a new one')
  for (const [row, change] of OPEN) {
    const isSubject = 'subject' in change
    const patched = 'service' in change && 'domains' in (change.service as object) ? { service: { domains: [{ name: 'beian-more-1.cn', expiresOn: '2031-01-01' }] } } : change
    t.match(await patch(api, order, patched), { status: isSubject ? 409 : 200 }, row)
  }
  t.match(await patch(api, order, { subject: { name: filed.content.subject!.name } }), { status: 200 }, 'an unchanged value passes')
})

t.test('content that is sent along may not contradict what is filed', async (t) => {
  const api = await startApi(t)
  await givenFilingElsewhere(api)
  const { content: _, ...typeCheck } = exampleOrder(1)
  const reply = await send(api, '/v1/orders', await api.as('applicant'), { body: { ...typeCheck, content: { subject: { name: '另一家' } } } })
  t.match([reply.statusCode, reply.json()], [400, { code: 'content_invalid', errors: [{ field: 'content.subject.name', code: 'FILED_MISMATCH' }] }])
  const order = await given(api, { operation: 'change_service' }, { content: { service: { name: '示例企业新闻展示' } } })
  t.match(order.content.service, { name: '示例企业新闻展示', languages: [1] }, 'a change lays what is new over what is filed')
})

t.test('where the provider opens only what was objected to, a returned order is locked elsewhere', async (t) => {
  const api = await startApi(t, { policy: { onlyFindings: true } })
  const { id } = await givenOrder(api, 'initial_review', 1)
  const reviewer = await api.as('reviewer')
  const { leaseToken } = await claim(api, id, reviewer)
  await ask(api, `/v1/orders/${id}/reject`, reviewer, { leaseToken, findings: [{ field: 'service.name', code: 'SITE_NAME_INVALID', message: 'too general' }] })
  const order = (await send(api, `/v1/orders/${id}`, await api.as('applicant'))).json<OrderView>()
  t.ok(order.lockedFields.includes('subject.name'))
  t.ok(order.lockedFields.includes('service.principal.mobile'))
  t.notOk(order.lockedFields.includes('service.name'))
  t.match(await patch(api, order, { subject: { name: '另一家' } }), {
    status: 409, code: 'field_locked', fields: ['subject.name'], messages: ['only what was objected to may be changed']
  })
  t.match(await patch(api, order, { service: { name: '示例企业新闻展示' } }), { status: 200 })
})
