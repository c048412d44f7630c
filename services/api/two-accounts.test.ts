import t from 'tap'
import { applyOrderEvent } from '../orders/apply-order-event.ts'
import { fireTimers } from '../orders/timers/fire-timers.ts'
import type { HistoryRow } from '../orders/history/order-history.ts'
import type { OrderView } from '../orders/order-view.ts'
import { exampleOrder } from '../orders/testing/example-order.ts'
import { complete, deliverNotices, givenFiling, numberOf, pass, register } from './testing/given-filing.ts'
import { ask, claim } from './testing/given-order.ts'
import { send } from './testing/send.ts'
import { startApi, type TestApi } from './testing/start-api.ts'

type Callers = Record<'from' | 'to' | 'third', { authorization: string }>

/** An order that leads from acme to the account beta, and somebody who has to do with neither. */
async function givenLeading (api: TestApi, operation: 'transfer' | 'migrate_service'): Promise<{ order: string, id: string } & Callers> {
  await givenFiling(api)
  if (operation === 'migrate_service') await givenFiling(api, 2, 'beta')
  const [from, to, third] = await Promise.all(['acme', 'beta', 'gamma'].map(async (account) => await api.as('applicant', { account, sub: `of-${account}` })))
  const { content: _, ...typeCheck } = exampleOrder(1)
  const { id } = await ask<OrderView>(api, '/v1/orders', from!, {
    ...typeCheck, operation, counterpartyAccountId: 'beta', externalReference: 'our number'
  })
  return { id, order: `/v1/orders/${id}`, from: from!, to: to!, third: third! }
}

async function notices (api: TestApi, caller: { authorization: string }): Promise<string[]> {
  await deliverNotices(api)
  const { data } = (await send(api, '/v1/notifications', caller)).json<{ data: Array<{ template: string, audience: string }> }>()
  return data.map(({ template, audience }) => `${audience}: ${template}`)
}

async function listed (api: TestApi, caller: { authorization: string }): Promise<string[]> {
  return (await send(api, '/v1/orders', caller)).json<{ data: OrderView[] }>().data.map(({ orderType }) => orderType)
}

const PATHS = ['', '/history', '/history.json', '/history.csv']

t.test('a transfer is shown to the other account when it is submitted, and done when that confirms', async (t) => {
  const api = await startApi(t)
  const { order, from, to, third } = await givenLeading(api, 'transfer')
  for (const path of PATHS) t.equal((await send(api, order + path, to)).statusCode, 404, `a draft is nobody else's: ${path}`)
  t.match(await ask(api, `${order}/submit`, from), { state: 'counterparty_confirmation', turn: 'counterparty', counterpartyAccountId: 'beta' })

  const seen = (await send(api, order, to)).json<OrderView>()
  t.match(seen, { accountId: 'acme', counterpartyAccountId: 'beta', externalReference: null })
  t.same(seen.actions, [{ action: 'confirm', allowed: true }, { action: 'decline', allowed: true }], 'and nothing else')
  t.equal(seen.content.subject?.principal?.mobile, '138****8001', 'personal data are masked')
  t.same(await listed(api, to), ['transfer'])
  for (const path of PATHS) {
    t.equal((await send(api, order + path, to)).statusCode, 200)
    t.equal((await send(api, order + path, third)).statusCode, 404)
  }
  for (const request of ['confirm', 'decline', 'abandon']) {
    t.equal((await send(api, `${order}/${request}`, third, { body: {} })).statusCode, 404, `a third account: ${request}`)
  }
  t.same(await listed(api, third), [])

  const own = await send(api, `${order}/confirm`, from, { body: {} })
  t.match([own.statusCode, own.json()], [409, { code: 'illegal_transition', reasons: [{ code: 'role_not_allowed' }] }], 'nobody confirms for the other')
  t.match(await ask(api, `${order}/confirm`, to), { state: 'completed', label: { en: 'Transferred' } })
  t.equal((await send(api, order, to)).statusCode, 200, 'who took over keeps seeing it')
  t.equal((await send(api, order, third)).statusCode, 404)
  const { data } = (await send(api, `${order}/history`, from)).json<{ data: HistoryRow[] }>()
  t.match(data.at(-1), { event: 'confirm', role: 'counterparty', actor: 'of-beta', to: 'completed' })
  t.same((await notices(api, to)).sort(), ['counterparty: order_completed', 'counterparty: order_counterparty_confirmation'])
  t.ok((await notices(api, from)).includes('applicant: order_completed'))
  t.same(await notices(api, third), [])
})

t.test('what was transferred is of the other account from then on', async (t) => {
  const api = await startApi(t)
  const { order, from, to } = await givenLeading(api, 'transfer')
  await ask(api, `${order}/submit`, from)
  await ask(api, `${order}/confirm`, to)
  const { content: _, ...typeCheck } = exampleOrder(1)
  const wish = { ...typeCheck, operation: 'change_subject' }
  t.match(await ask(api, '/v1/type-checks', to, wish), { orderType: 'change_subject' })
  t.match(await ask(api, '/v1/type-checks', from, wish), { orderType: null, findings: [{ code: 'SUBJECT_IN_OTHER_ACCOUNT' }] })
})

t.test('declined, it is a draft again and hidden; the answer is given again to whoever asks with the same key', async (t) => {
  const api = await startApi(t)
  const { order, from, to } = await givenLeading(api, 'transfer')
  await ask(api, `${order}/submit`, from)
  const headers = { 'idempotency-key': 'no' }
  const declined = await send(api, `${order}/decline`, to, { body: { reason: 'not ours' }, headers })
  t.match([declined.statusCode, declined.json()], [200, { state: 'draft', actions: [] }])
  t.equal((await send(api, order, to)).statusCode, 404)
  t.same(await listed(api, to), [])
  const again = await send(api, `${order}/decline`, to, { body: { reason: 'not ours' }, headers })
  t.same([again.statusCode, again.body], [200, declined.body])
  t.equal((await send(api, `${order}/decline`, to, { body: {} })).statusCode, 404)
  t.ok((await notices(api, from)).includes('applicant: order_declined'))
})

t.test('whoever does not answer within the window no longer sees it', async (t) => {
  const api = await startApi(t)
  const { order, id, from, to } = await givenLeading(api, 'transfer')
  await ask(api, `${order}/submit`, from)
  api.moveClock(8 * 24 * 60 * 60 * 1000)

  while (await fireTimers(api.deps) > 0);
  t.match((await send(api, order, from)).json(), { state: 'draft' })
  t.equal((await send(api, order, to)).statusCode, 404)
  t.same(await api.deps.db.selectFrom('filing_order').select('shared_with').where('id', '=', id).execute(), [{ shared_with: null }])
})

t.test('a migration is reviewed, confirmed by the other account, and goes to the bureau', async (t) => {
  const api = await startApi(t)
  const { id, order, from, to, third } = await givenLeading(api, 'migrate_service')
  t.match(await ask(api, `${order}/submit`, from), { state: 'initial_review' })
  t.equal((await send(api, order, to)).statusCode, 404, 'not asked yet')
  t.match(await pass(api, id), { state: 'counterparty_confirmation' })
  t.equal((await send(api, `${order}/confirm`, third, { body: {} })).statusCode, 404)
  t.match(await ask(api, `${order}/confirm`, to), { state: 'bureau_queue' })
  for (const request of ['withdraw', 'abandon', 'submit', 'resend']) {
    const reply = await send(api, `${order}/${request}`, to, { body: {} })
    t.match([reply.statusCode, reply.json()], [409, { reasons: [{ code: 'role_not_allowed' }] }], `the other account: ${request}`)
  }
  const edit = await send(api, order, to, { method: 'PATCH', body: { content: { subject: { remark: 'x' } } }, headers: { 'if-match': '"4"' } })
  t.match([edit.statusCode, edit.json()], [409, { code: 'illegal_transition', reasons: [{ code: 'role_not_allowed' }] }])
  t.equal((await send(api, order, to)).statusCode, 200)
  t.ok((await notices(api, from)).includes('applicant: order_confirmed'))
})

t.test('a service that migrated is of the other account\'s subject, and no longer of its own', async (t) => {
  const api = await startApi(t)
  const { id, order, from, to, third } = await givenLeading(api, 'migrate_service')
  await ask(api, `${order}/submit`, from)
  await pass(api, id)
  await ask(api, `${order}/confirm`, to)
  await register(api, id, { subjectNumber: numberOf(2), serviceNumbers: [`${numberOf(2)}-2`], bureauIds: {} })
  const { content: _, ...source } = exampleOrder(1)
  const { content: __, ...target } = exampleOrder(2)
  t.match(await ask(api, '/v1/type-checks', from, source), { orderType: null, findings: [{ code: 'DOMAIN_CONFLICT' }] })
  const ofTarget = { ...target, service: source.service }
  t.match(await ask(api, '/v1/type-checks', to, { ...ofTarget, operation: 'change_service' }), { orderType: 'change_service' })
  t.match(await ask(api, '/v1/type-checks', to, ofTarget), { findings: [{ code: 'SERVICE_ALREADY_FILED' }] })

  const cancelling = await ask<OrderView>(api, '/v1/orders', to, { ...ofTarget, operation: 'cancel_service' })
  t.notOk(JSON.stringify(cancelling.content.service).includes('13800138002'), 'what its former account has said of it is not told')
  const { content: ___, ...stranger } = exampleOrder(3)
  const ofStranger = { ...stranger, service: source.service }
  t.match(await ask(api, '/v1/type-checks', third, ofStranger), { findings: [{ code: 'DOMAIN_CONFLICT' }] })
  await ask(api, `/v1/orders/${cancelling.id}/abandon`, to)
  const first = await ask<OrderView>(api, '/v1/orders', to, { ...target, operation: 'cancel_service' })
  await complete(api, first.id, 'beta', { subjectNumber: numberOf(2), serviceNumbers: [], bureauIds: {} })
  t.same(await ask(api, '/v1/type-checks', to, { ...target, service: { kind: 'website', domain: 'beian-more-2.cn' } }), {
    orderType: 'add_service', findings: []
  }, 'with what came to it, it is no shell without what it had')
  const last = await ask<OrderView>(api, '/v1/orders', to, { ...ofTarget, operation: 'cancel_service' })
  await complete(api, last.id, 'beta', { subjectNumber: numberOf(2), serviceNumbers: [], bureauIds: {} })
  t.match(await ask(api, '/v1/type-checks', third, ofStranger), { orderType: 'first_filing', findings: [] }, 'cancelled there, the domain is free')
})

t.test('a subject is cancelled after its owner has confirmed once more', async (t) => {
  const api = await startApi(t)
  await givenFiling(api)
  const applicant = await api.as('applicant')
  const { content: _, ...typeCheck } = exampleOrder(1)
  const { id } = await ask<OrderView>(api, '/v1/orders', applicant, { ...typeCheck, operation: 'cancel_subject' })
  await ask(api, `/v1/orders/${id}/submit`, applicant)
  t.match(await pass(api, id), { state: 'owner_confirmation' })
  t.match(await ask(api, `/v1/orders/${id}/confirm`, applicant), { state: 'bureau_queue' })
})

t.test('a claim is completed by the review, and the service is of the account that claimed it', async (t) => {
  const api = await startApi(t)
  await givenFiling(api)
  const claimer = await api.as('applicant', { account: 'beta' })
  const { content: _, ...typeCheck } = exampleOrder(1)
  const placed = await ask<OrderView>(api, '/v1/orders', claimer, typeCheck)
  t.same(placed.content, { // what is filed in another account is not told
    subject: { type: 'enterprise', certificate: { typeCode: 1, number: typeCheck.certificateNumber } },
    service: { kind: 'website', domains: [{ name: typeCheck.service.domain }] }
  })
  t.match(placed, { orderType: 'claim', findings: [{ code: 'CLAIM_FROM_OTHER_ACCOUNT', severity: 'warn' }] })
  await ask(api, `/v1/orders/${placed.id}/submit`, claimer)
  const reviewer = await api.as('reviewer')
  const { leaseToken } = await claim(api, placed.id, reviewer)
  t.match(await ask(api, `/v1/orders/${placed.id}/pass`, reviewer, { leaseToken }), { state: 'completed', label: { en: 'Claimed' } })
  const owner = await api.as('applicant')
  const nameOf = async (caller: { authorization: string }, more: object) => {
    const { orderType, findings } = await ask<{ orderType: string | null, findings: Array<{ code: string }> }>(api, '/v1/type-checks', caller, { ...typeCheck, ...more })
    return orderType ?? findings.map(({ code }) => code).join()
  }
  t.equal(await nameOf(claimer, { operation: 'change_service' }), 'change_service')
  t.equal(await nameOf(owner, { operation: 'change_service' }), 'SERVICE_IN_OTHER_ACCOUNT')
  for (const caller of [claimer, owner]) t.equal(await nameOf(caller, { operation: 'change_subject' }), 'change_subject', 'the subject is known in both')
  const change = await ask<OrderView>(api, '/v1/orders', claimer, { ...typeCheck, operation: 'change_filing' })
  for (const secret of ['示例科技', '13800138001', '440305198503121231']) t.notOk(JSON.stringify(change).includes(secret), `still not told: ${secret}`)
})

t.test('a transfer hands over what its account has said; to the other it is in clear from then on', async (t) => {
  const api = await startApi(t)
  const { order, from, to } = await givenLeading(api, 'transfer')
  await ask(api, `${order}/submit`, from)
  await ask(api, `${order}/confirm`, to)
  const { content, ...typeCheck } = exampleOrder(1)
  const change = await ask<OrderView>(api, '/v1/orders', to, { ...typeCheck, operation: 'change_filing' })
  t.match(change.content.subject, { name: content.subject!.name, principal: { mobile: content.subject!.principal!.mobile } })
})

t.test('one open order per account: a transfer is one of both accounts', async (t) => {
  const api = await startApi(t, { policy: { oneOpenOrderPerAccount: true } })
  const { order, from, to } = await givenLeading(api, 'transfer')
  await ask(api, `${order}/submit`, from)
  const reply = await send(api, '/v1/orders', to, { body: exampleOrder(2) })
  t.match([reply.statusCode, reply.json()], [409, { code: 'open_order_exists', claim: 'account' }])
})

t.test('a transfer does not give an account a second subject: neither account may have another order open', async (t) => {
  const api = await startApi(t)
  const { id, order, from, to } = await givenLeading(api, 'transfer')
  const mine = await send(api, '/v1/orders', from, { body: exampleOrder(3) })
  t.match([mine.statusCode, mine.json()], [409, { code: 'open_order_exists', claim: 'both_accounts', orderId: id }])
  const theirs = await ask<OrderView>(api, '/v1/orders', to, exampleOrder(2))
  const reply = await send(api, `${order}/submit`, from, { body: {} })
  t.match([reply.statusCode, reply.json()], [409, { code: 'open_order_exists', claim: 'both_accounts' }])
  for (const secret of [theirs.id, theirs.number, 'first_filing']) t.notOk(reply.body.includes(secret), secret)

  await complete(api, theirs.id, 'beta', { subjectNumber: numberOf(2), serviceNumbers: [`${numberOf(2)}-1`], bureauIds: {} })
  const late = await send(api, `${order}/submit`, from, { body: {} })
  t.match([late.statusCode, late.json()], [409, { code: 'filing_conflict', errors: [{ field: 'counterpartyAccountId', code: 'COUNTERPARTY_HAS_SUBJECT' }] }])
  t.equal((await send(api, order, from)).json<OrderView>().state, 'draft')
})

t.test('what has changed between the question and the answer stops the other account from confirming', async (t) => {
  const api = await startApi(t)
  const late = await ask<OrderView>(api, '/v1/orders', await api.as('applicant', { account: 'beta' }), exampleOrder(2))
  await ask(api, `/v1/orders/${late.id}/submit`, await api.as('applicant', { account: 'beta' }))
  await pass(api, late.id)
  await ask(api, `/v1/orders/${late.id}/send-to-bureau`, await api.as('bureau_operator'))
  const at = api.deps.now().toISOString()
  await applyOrderEvent(api.deps, late.id, { event: { type: 'bureau_returned', at, causeId: 'r', attempt: 1, findings: [] } })
  await ask(api, `/v1/orders/${late.id}/abandon`, await api.as('applicant', { account: 'beta' }))

  const { order, from, to } = await givenLeading(api, 'transfer')
  await ask(api, `${order}/submit`, from)
  const filing = { subjectNumber: numberOf(2), serviceNumbers: [`${numberOf(2)}-1`], bureauIds: {} }
  await applyOrderEvent(api.deps, late.id, { event: { type: 'filing_registered', at, causeId: 'n', attempt: 1, filing } })
  const reply = await send(api, `${order}/confirm`, to, { body: {} })
  t.match([reply.statusCode, reply.json()], [409, {
    code: 'filing_conflict', detail: /has changed/, errors: [{ field: 'counterpartyAccountId', code: 'COUNTERPARTY_HAS_SUBJECT' }]
  }])
  const own = await send(api, `${order}/confirm`, from, { body: {} })
  t.match(own.json(), { code: 'illegal_transition', reasons: [{ code: 'role_not_allowed' }] }, 'who may not ask at all hears only that')
  t.match(await ask(api, `${order}/decline`, to), { state: 'draft' })
})
