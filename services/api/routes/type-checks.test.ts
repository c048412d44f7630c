import t from 'tap'
import type { OrderView } from '../../orders/order-view.ts'
import { exampleOrder } from '../../orders/testing/example-order.ts'
import { complete, givenFiling, givenFilingElsewhere, numberOf } from '../testing/given-filing.ts'
import { ask } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi, type TestApi } from '../testing/start-api.ts'

type Checked = { orderType: string | null, findings: Array<{ code: string, field: string, severity: string }> }

/** The type-check data of the nth example, with its content left out. */
function typeCheckOf (n: number, more: object = {}) {
  const { content: _, ...typeCheck } = exampleOrder(n)
  return { ...typeCheck, ...more }
}

async function check (api: TestApi, body: object, account = 'acme'): Promise<Checked> {
  return await ask<Checked>(api, '/v1/type-checks', await api.as('applicant', { account }), body)
}

function codes ({ findings }: Checked): string[] {
  return findings.map(({ code }) => code)
}

t.test('the type follows from what is filed, and the order that is placed has it', async (t) => {
  const api = await startApi(t)
  await givenFiling(api, 1)
  await givenFilingElsewhere(api, 5)
  await givenFiling(api, 4, 'partner')
  const otherSite = { kind: 'website', domain: 'beian-more-1.cn' }
  const declared = { filing: { subjectNumber: numberOf(2) } }
  const declaredService = { filing: { subjectNumber: numberOf(2), serviceNumber: `${numberOf(2)}-1` } }
  const to = (operation: string) => ({ operation, counterpartyAccountId: 'other' })
  const wishes: Array<[type: string, body: object, account?: string]> = [
    ['first_filing', typeCheckOf(3)],
    ['add_service', typeCheckOf(1, { service: otherSite })],
    ['add_service_external', typeCheckOf(2, declared)],
    ['add_access', typeCheckOf(2, declaredService)],
    ['add_access', typeCheckOf(5)],
    ['add_access', typeCheckOf(5), 'newcomer'],
    ['change_subject', typeCheckOf(1, { operation: 'change_subject' })],
    ['change_service', typeCheckOf(1, { operation: 'change_service' })],
    ['change_filing', typeCheckOf(1, { operation: 'change_filing' })],
    ['change_access', typeCheckOf(1, { operation: 'change_access' })],
    ['cancel_subject', typeCheckOf(1, { operation: 'cancel_subject' })],
    ['cancel_service', typeCheckOf(2, { operation: 'cancel_service', ...declaredService })],
    ['cancel_access', typeCheckOf(1, { operation: 'cancel_access' })],
    ['transfer', typeCheckOf(1, to('transfer'))],
    ['migrate_service', typeCheckOf(1, { ...to('migrate_service'), counterpartyAccountId: 'partner' })]
  ]
  for (const [orderType, body, account] of wishes) {
    t.same(await check(api, body, account), { orderType, findings: [] }, orderType)
    const applicant = await api.as('applicant', { account: account ?? 'acme' })
    const reply = await send(api, '/v1/orders', applicant, { body })
    const order = reply.json<OrderView>()
    t.match([reply.statusCode, order], [201, { orderType, state: 'draft' }], `${orderType} is placed`)
    await ask(api, `/v1/orders/${order.id}/abandon`, applicant)
  }
})

t.test('nobody changes or cancels what is not known to be filed', async (t) => {
  const api = await startApi(t)
  const body = typeCheckOf(1, { operation: 'cancel_service' })
  t.match(await check(api, body), {
    orderType: null,
    findings: [{ code: 'FILING_NUMBER_REQUIRED', field: 'filing.subjectNumber' }, { code: 'FILING_NUMBER_REQUIRED', field: 'filing.serviceNumber' }]
  })
  const reply = await send(api, '/v1/orders', await api.as('applicant'), { body })
  t.match([reply.statusCode, reply.json()], [400, {
    code: 'content_invalid', errors: [{ field: 'filing.subjectNumber', message: /give its number here/ }, { field: 'filing.serviceNumber' }]
  }])
  t.same(codes(await check(api, typeCheckOf(1, { operation: 'change_subject' }))), ['FILING_NUMBER_REQUIRED'], 'a subject is enough here')
})

t.test('a number that cannot be right is refused with its field', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const codeOf = async (filing: object, more: object = {}) => {
    const reply = await send(api, '/v1/type-checks', applicant, { body: typeCheckOf(1, { filing, ...more }) })
    return [reply.statusCode, reply.json().errors?.[0]]
  }
  t.match(await codeOf({ subjectNumber: '粤ICP备12345678' }), [400, { field: 'filing.subjectNumber', code: 'FILING_NUMBER_INVALID' }])
  t.match(await codeOf({ subjectNumber: '京ICP备12345678号' }), [400, { field: 'filing.subjectNumber', code: 'FILING_NUMBER_OF_OTHER_PROVINCE' }])
  t.match(await codeOf({ serviceNumber: '粤ICP备12345678号' }), [400, { field: 'filing.serviceNumber', code: 'FILING_NUMBER_INVALID' }])
  t.match(await codeOf({ subjectNumber: '粤ICP备1号', serviceNumber: '粤ICP备2号-1' }), [400, { code: 'SERVICE_NUMBER_OF_OTHER_SUBJECT' }])
  t.match(await codeOf({ serviceNumber: '粤ICP备2号-1A' }), [400, { code: 'SERVICE_NUMBER_OF_OTHER_KIND' }])
  t.match(await codeOf({ serviceNumber: '粤ICP备2号-1A' }, { service: { kind: 'app', appName: '示例' } }), [200, undefined])
})

t.test('what is filed already stands against an order, and nothing of another account is told', async (t) => {
  const api = await startApi(t)
  const { id, number } = await givenFiling(api, 1)
  const cases: Array<[code: string, body: object, account?: string]> = [
    ['DOMAIN_CONFLICT', typeCheckOf(2, { service: exampleOrder(1).service }), 'stranger'],
    ['SUBJECT_IN_OTHER_ACCOUNT', typeCheckOf(1, { service: { kind: 'website', domain: 'beian-more-1.cn' } }), 'stranger'],
    ['SUBJECT_IN_OTHER_ACCOUNT', typeCheckOf(1, { operation: 'cancel_subject' }), 'stranger'],
    ['SUBJECT_REPLACED', typeCheckOf(2, { operation: 'change_subject', filing: { subjectNumber: numberOf(1) } })]
  ]
  for (const [code, body, account = 'acme'] of cases) {
    const checked = await check(api, body, account)
    t.match(checked, { orderType: null, findings: [{ code, severity: 'reject' }] }, code)
    const reply = await send(api, '/v1/orders', await api.as('applicant', { account }), { body })
    t.match([reply.statusCode, reply.json()], [409, { code: 'filing_conflict', errors: [{ code }] }])
    for (const secret of [id, number, 'acme', numberOf(1), '示例科技']) {
      if (account !== 'acme') t.notOk((reply.body + JSON.stringify(checked)).includes(secret), `${code} does not tell ${secret}`)
    }
  }
  const zh = await send(api, '/v1/orders', await api.as('applicant', { account: 'stranger' }), { body: cases[0]![1], headers: { 'accept-language': 'zh' } })
  t.match(zh.json(), { detail: /与已有备案冲突/, errors: [{ message: /其他主体/ }] })
})

t.test('a claim is named with a warning, which its order shows to applicant and reviewer', async (t) => {
  const api = await startApi(t)
  const { id, number } = await givenFiling(api, 1)
  const checked = await check(api, typeCheckOf(1), 'newcomer')
  t.match(checked, { orderType: 'claim', findings: [{ code: 'CLAIM_FROM_OTHER_ACCOUNT', severity: 'warn', field: 'certificateNumber' }] })
  const applicant = await api.as('applicant', { account: 'newcomer' })
  const order = await ask<OrderView>(api, '/v1/orders', applicant, typeCheckOf(1))
  t.match(order.findings, [{ code: 'CLAIM_FROM_OTHER_ACCOUNT', severity: 'warn', field: 'subject.certificate.number' }])
  await ask(api, `/v1/orders/${order.id}/submit`, applicant)
  const seen = await send(api, `/v1/orders/${order.id}`, await api.as('reviewer'))
  t.match(seen.json<OrderView>().findings, order.findings)
  for (const secret of [id, number, 'acme', '示例科技', '13800138001']) t.notOk((JSON.stringify(checked) + seen.body).includes(secret), secret)
})

t.test('a subject stays in its province: elsewhere it is cancelled and filed anew', async (t) => {
  const api = await startApi(t)
  await givenFiling(api, 1)
  const declared = { filing: { subjectNumber: '京ICP备26000009号' } }
  for (const operation of ['change_subject', 'change_service', 'change_filing', 'change_access', 'cancel_subject', 'cancel_service', 'cancel_access']) {
    const body = typeCheckOf(1, { province: 'beijing', operation })
    t.match(await check(api, body), { orderType: null, findings: [{ code: 'PROVINCE_MISMATCH', field: 'province', severity: 'reject' }] }, operation)
    t.equal((await send(api, '/v1/orders', await api.as('applicant'), { body })).statusCode, 409)
  }
  const added = { province: 'beijing', service: { kind: 'website', domain: 'beian-more-1.cn' } }
  t.same(codes(await check(api, typeCheckOf(1, added))), ['PROVINCE_MISMATCH'], 'a service is not added from elsewhere either')
  t.same(codes(await check(api, typeCheckOf(1, { ...added, ...declared }))), ['FILING_NUMBER_MISMATCH', 'PROVINCE_MISMATCH'])
})

t.test('what is filed in the account and hosted here is not filed again', async (t) => {
  const api = await startApi(t)
  await givenFiling(api, 1)
  const reply = await send(api, '/v1/orders', await api.as('applicant'), { body: typeCheckOf(1) })
  t.match([reply.statusCode, reply.json()], [409, {
    code: 'filing_conflict', errors: [{ field: 'service.domain', code: 'SERVICE_ALREADY_FILED', message: /change_service or change_access/ }]
  }])
})

t.test('nobody hands on what is not filed in their own account, whatever number they declare', async (t) => {
  const api = await startApi(t)
  const filing = { subjectNumber: numberOf(3), serviceNumber: `${numberOf(3)}-1` }
  for (const operation of ['transfer', 'migrate_service']) {
    const body = typeCheckOf(3, { operation, filing, counterpartyAccountId: 'gamma' })
    t.ok(codes(await check(api, body, 'beta')).includes('SUBJECT_NOT_IN_ACCOUNT'), operation)
    const reply = await send(api, '/v1/orders', await api.as('applicant', { account: 'beta' }), { body })
    t.match([reply.statusCode, reply.json()], [409, { code: 'filing_conflict', errors: [{ field: 'filing', code: 'SUBJECT_NOT_IN_ACCOUNT' }] }], operation)
  }
  t.match(await check(api, typeCheckOf(3), 'owner'), { orderType: 'first_filing' })
})

t.test('a subject whose last access was cancelled is still its account\'s, and prefills no order of another', async (t) => {
  const api = await startApi(t)
  await givenFilingElsewhere(api, 1)
  for (const operation of ['transfer', 'change_subject', 'change_service', 'change_filing', 'cancel_subject', 'cancel_service']) {
    const counterparty = operation === 'transfer' ? { counterpartyAccountId: 'gamma' } : {}
    t.same(codes(await check(api, typeCheckOf(1, { operation, ...counterparty }), 'beta')), ['SUBJECT_IN_OTHER_ACCOUNT'], operation)
  }
  t.same(codes(await check(api, typeCheckOf(1, { operation: 'transfer', counterpartyAccountId: 'gamma' }))), ['SUBJECT_NOT_IN_ACCOUNT'], 'nor transferred by its own')
  const order = await ask<OrderView>(api, '/v1/orders', await api.as('applicant', { account: 'beta' }), typeCheckOf(1))
  t.equal(order.orderType, 'add_access')
  for (const secret of ['示例科技', '13800138001', '440305198503121231', numberOf(1)]) t.notOk(JSON.stringify(order).includes(secret), secret)
})

t.test('an account is named as it is written, without a space around it', async (t) => {
  const api = await startApi(t)
  await givenFiling(api, 1)
  for (const counterpartyAccountId of ['  beta ', 'beta ', '\u3000beta']) {
    const reply = await send(api, '/v1/orders', await api.as('applicant'), { body: typeCheckOf(1, { operation: 'transfer', counterpartyAccountId }) })
    t.match([reply.statusCode, reply.json().errors], [400, [{ field: 'counterpartyAccountId', code: 'SURROUNDING_SPACE' }]])
  }
  t.match(await check(api, typeCheckOf(1, { operation: 'transfer', counterpartyAccountId: 'beta gamma' })), { orderType: 'transfer' })
})

t.test('a number that is not the one of our records is refused, and the right one need not be told', async (t) => {
  const api = await startApi(t)
  await givenFiling(api, 1)
  const declaring = async (filing: object) => codes(await check(api, typeCheckOf(1, { operation: 'change_service', filing })))
  t.same(await declaring({ subjectNumber: numberOf(9) }), ['FILING_NUMBER_MISMATCH'])
  t.same(await declaring({ serviceNumber: `${numberOf(1)}-7` }), ['FILING_NUMBER_MISMATCH'])
  t.same(await declaring({ subjectNumber: numberOf(1), serviceNumber: `${numberOf(1)}-1` }), [])
})

t.test('a refusal over what is filed is remembered with its key', async (t) => {
  const api = await startApi(t)
  await givenFiling(api, 1)
  const stranger = await api.as('applicant', { account: 'stranger' })
  const headers = { 'idempotency-key': 'k1' }
  const body = typeCheckOf(2, { service: exampleOrder(1).service })
  const [first, second] = [await send(api, '/v1/orders', stranger, { body, headers }), await send(api, '/v1/orders', stranger, { body, headers })]
  t.same([first!.statusCode, second!.statusCode, second!.headers['idempotency-replayed']], [409, 409, 'true'])
})

t.test('only a transfer or a migration names another account, and needs one that fits', async (t) => {
  const api = await startApi(t)
  await givenFiling(api, 1)
  await givenFiling(api, 2, 'other')
  const first = async (more: object) => codes(await check(api, typeCheckOf(1, more)))
  t.same(await first({ operation: 'transfer' }), ['COUNTERPARTY_REQUIRED'])
  t.same(await first({ operation: 'transfer', counterpartyAccountId: 'acme' }), ['COUNTERPARTY_IS_OWN'])
  t.same(await first({ operation: 'change_subject', counterpartyAccountId: 'other' }), ['COUNTERPARTY_NOT_EXPECTED'])
  t.same(await first({ operation: 'transfer', counterpartyAccountId: 'other' }), ['COUNTERPARTY_HAS_SUBJECT'])
  t.same(await first({ operation: 'migrate_service', counterpartyAccountId: 'other' }), [], 'an organisation')
  t.same(await first({ operation: 'migrate_service', counterpartyAccountId: 'nobody' }), ['COUNTERPARTY_HAS_NO_SUBJECT'])
  const reply = await send(api, '/v1/orders', await api.as('applicant'), { body: typeCheckOf(1, { operation: 'transfer' }) })
  t.match([reply.statusCode, reply.json()], [400, { code: 'content_invalid', errors: [{ field: 'counterpartyAccountId', code: 'COUNTERPARTY_REQUIRED' }] }])
})

t.test('kinds that the provider does not file, and more subjects than an account may have, are refused', async (t) => {
  const api = await startApi(t, { policy: { serviceKinds: ['website'], subjectsPerAccount: 1 } })
  t.same(codes(await check(api, typeCheckOf(1, { service: { kind: 'app', appName: '示例' } }))), ['SERVICE_KIND_NOT_OFFERED'])
  await ask(api, '/v1/orders', await api.as('applicant'), exampleOrder(1))
  t.same(codes(await check(api, typeCheckOf(2))), ['SUBJECT_LIMIT_REACHED'], 'an order under way counts')
  t.same(codes(await check(api, typeCheckOf(2), 'other')), [])
})

t.test('what was cancelled here is filed no longer', async (t) => {
  const api = await startApi(t)
  await givenFiling(api, 1)
  const applicant = await api.as('applicant')
  const { id } = await ask<OrderView>(api, '/v1/orders', applicant, typeCheckOf(1, { operation: 'cancel_service' }))
  t.match(await complete(api, id, 'acme', { subjectNumber: numberOf(1), serviceNumbers: [], bureauIds: {} }), { state: 'completed' })
  t.match(await check(api, typeCheckOf(1)), { orderType: 'add_service', findings: [{ code: 'SHELL_SUBJECT', severity: 'warn' }] })
  const { id: last } = await ask<OrderView>(api, '/v1/orders', applicant, typeCheckOf(1, { operation: 'cancel_subject' }))
  await complete(api, last, 'acme', { subjectNumber: numberOf(1), serviceNumbers: [], bureauIds: {} })
  t.same(await check(api, typeCheckOf(1), 'stranger'), { orderType: 'first_filing', findings: [] })
})

t.test('staff say for which account', async (t) => {
  const api = await startApi(t)
  const admin = await api.as('admin')
  const without = await send(api, '/v1/type-checks', admin, { body: typeCheckOf(1) })
  t.match([without.statusCode, without.json()], [400, { errors: [{ field: 'accountId' }] }])
  t.match(await ask(api, '/v1/type-checks', admin, typeCheckOf(1, { accountId: 'acme' })), { orderType: 'first_filing' })
})
