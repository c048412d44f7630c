import t from 'tap'
import example from '../../rules/example-order.json' with { type: 'json' }
import { exampleOrder } from '../../orders/testing/example-order.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

t.test('the example order is accepted as it stands', async (t) => {
  const api = await startApi(t)
  const reply = await send(api, '/v1/orders', await api.as('applicant'), { body: example })
  t.equal(reply.statusCode, 201, reply.body)
  const order = reply.json()
  t.match(order, { state: 'draft', version: 1, accountId: 'acme', orderType: 'first_filing', findings: [] })
  t.equal(order.content.subject.certificate.number, example.certificateNumber, 'the type-check data stand at their field paths')
  t.equal(reply.headers['location'], `/v1/orders/${order.id}`)
  t.equal(reply.headers['etag'], '"1"')
})

t.test('an order needs no more than the data of the type check', async (t) => {
  const api = await startApi(t)
  const { content: _, ...body } = example
  const reply = await send(api, '/v1/orders', await api.as('applicant'), { body: { ...body, externalReference: 'crm-17' } })
  t.equal(reply.statusCode, 201)
  t.equal(reply.json().externalReference, 'crm-17')
  t.ok(reply.json().findings.length > 10, 'what is missing is said at once')
})

t.test('staff and integrators name the account, applicants have theirs', async (t) => {
  const api = await startApi(t)
  for (const role of ['integrator', 'reviewer']) {
    const refused = await send(api, '/v1/orders', await api.as(role), { body: example })
    t.match([refused.statusCode, refused.json().errors], [400, [{ field: 'accountId', code: 'FIELD_REQUIRED' }]], role)
  }
  const foreign = await send(api, '/v1/orders', await api.as('applicant'), { body: { ...example, accountId: 'other' } })
  t.match([foreign.statusCode, foreign.json().errors], [400, [{ field: 'accountId', code: 'ACCOUNT_NOT_YOURS' }]])
  const placed = await send(api, '/v1/orders', await api.as('integrator'), { body: { ...example, accountId: 'acme' } })
  t.match([placed.statusCode, placed.json().accountId], [201, 'acme'])
  t.equal((await send(api, `/v1/orders/${placed.json().id}`, await api.as('applicant'))).statusCode, 200)
})

t.test('what is wrong with a new order is said field by field', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const cases: Array<[string, object, object]> = [
    ['an unknown field', { ...example, colour: 'red' }, { field: 'colour', code: 'UNKNOWN_FIELD' }],
    ['an unknown field deep inside', withContent({ subject: { nmae: 'x' } }), { field: 'content.subject.nmae', code: 'UNKNOWN_FIELD' }],
    ['one in a list', withContent({ access: { ipRanges: [{ begin: '1.1.1.1' }] } }), { field: 'content.access.ipRanges[0].begin', code: 'UNKNOWN_FIELD' }],
    ['a wrong type', { ...example, certificateType: '1' }, { field: 'certificateType', code: 'WRONG_TYPE' }],
    ['a text where a list belongs', withContent({ service: { contentTypes: '8' } }), { field: 'content.service.contentTypes', code: 'WRONG_TYPE' }],
    ['a null', withContent({ subject: { name: null } }), { field: 'content.subject.name', code: 'WRONG_TYPE' }],
    ['a missing field', { ...example, province: undefined }, { field: 'province', code: 'FIELD_REQUIRED' }],
    ['a NUL, which the database cannot store', withContent({ subject: { name: '示例\0公司' } }), { field: 'content.subject.name', code: 'CONTROL_CHARACTER' }],
    ['a wrong check digit', { ...example, certificateNumber: '91440300MA5DEM012E' }, { field: 'certificateNumber' }],
    ['a wrong check digit in the content', withContent({ subject: { principal: { idTypeCode: 2, idNumber: '440305198503121232' } } }),
      { field: 'content.subject.principal.idNumber' }],
    ['a mismatch with the type check', withContent({ subject: { type: 'individual' } }), { field: 'content.subject.type', code: 'TYPE_CHECK_MISMATCH' }]
  ]
  for (const [name, body, error] of cases) {
    const reply = await send(api, '/v1/orders', applicant, { body })
    t.match([reply.statusCode, reply.json().errors], [400, [error]], `${name}: ${reply.body}`)
  }
})

t.test('a subject has one open order at a time; its own account is told which', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const first = await send(api, '/v1/orders', applicant, { body: example })
  const second = await send(api, '/v1/orders', applicant, { body: example })
  t.match([second.statusCode, second.json()], [409, { code: 'open_order_exists', orderId: first.json().id, claim: 'certificate' }])
  const stranger = await send(api, '/v1/orders', await api.as('applicant', { account: 'other', sub: 'x' }), { body: example })
  t.equal(stranger.json().orderId, undefined)
})

function withContent (content: object): object {
  return { ...example, content }
}

t.test('the verified name of the account comes with the token and counts as long as the order lives', async (t) => {
  const api = await startApi(t, { policy: { accountNameMustMatch: true } })
  const other = await api.as('applicant', { accountName: '另一家公司' })
  const placed = (await send(api, '/v1/orders', other, { body: exampleOrder(41) })).json()
  t.match(placed.findings, [{ code: 'ACCOUNT_NAME_MISMATCH', field: 'subject.name', severity: 'reject' }])
  const refused = await send(api, `/v1/orders/${placed.id}/submit`, await api.as('applicant'), { body: {} })
  t.match([refused.statusCode, refused.json().reasons], [409, [{ code: 'finding_open', finding: 'ACCOUNT_NAME_MISMATCH' }]])
})
