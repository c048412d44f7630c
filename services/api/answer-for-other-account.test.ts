import t from 'tap'
import { fireTimers } from '../orders/timers/fire-timers.ts'
import type { Notification } from '../notifications/in-site/find-notifications.ts'
import type { HistoryExport } from '../orders/history/export-history.ts'
import type { HistoryRow } from '../orders/history/order-history.ts'
import type { OrderView } from '../orders/order-view.ts'
import { exampleOrder } from '../orders/testing/example-order.ts'
import { deliverNotices, givenFiling, pass, register } from './testing/given-filing.ts'
import { ask, claim, AN_OBJECTION } from './testing/given-order.ts'
import { send } from './testing/send.ts'
import { startApi, type TestApi } from './testing/start-api.ts'

type Caller = { authorization: string }
type Given = { order: string, id: string, number: string, from: Caller, to: Caller }

/** What acme has filed is to go to the account beta, which has a filing of its own where a service is to join it. */
async function givenLeading (api: TestApi, operation: 'transfer' | 'migrate_service'): Promise<Given> {
  await givenFiling(api)
  if (operation === 'migrate_service') await givenFiling(api, 2, 'beta')
  const [from, to] = [await api.as('applicant', { sub: 'of-acme' }), await api.as('applicant', { account: 'beta', sub: 'of-beta' })]
  const { content: _, ...typeCheck } = exampleOrder(1)
  const { id, number } = await ask<OrderView>(api, '/v1/orders', from, { ...typeCheck, operation, counterpartyAccountId: 'beta' })
  return { id, number, order: `/v1/orders/${id}`, from, to }
}

async function edit (api: TestApi, order: string, from: Caller, service: object): Promise<number> {
  const { version } = (await send(api, order, from)).json<OrderView>()
  return (await send(api, order, from, { method: 'PATCH', body: { content: { service } }, headers: { 'if-match': `"${version}"` } })).statusCode
}

async function historyOf (api: TestApi, order: string, caller: Caller, query = {}): Promise<HistoryRow[]> {
  return (await send(api, `${order}/history`, caller, { query })).json<{ data: HistoryRow[] }>().data
}

async function messages (api: TestApi, caller: Caller): Promise<Notification[]> {
  await deliverNotices(api)
  return (await send(api, '/v1/notifications', caller)).json<{ data: Notification[] }>().data
}

/** Whatever was said or done away from the other account's eyes. */
const NOT_FOR_BETA = /of-acme|reviewer-1|price is 100|too general|甲|13800138001/

t.test('the other account reads the history from the step that asked it, and learns nobody else\'s name, words or edits', async (t) => {
  const api = await startApi(t)
  const { id, order, from, to } = await givenLeading(api, 'migrate_service')
  const reviewer = await api.as('reviewer')
  t.equal(await edit(api, order, from, { remark: '示例备注甲' }), 200) // 2
  await ask(api, `${order}/submit`, from, { reason: 'the price is 100' }) // 3
  const { leaseToken } = await claim(api, id, reviewer)
  await ask(api, `${order}/request-correction`, reviewer, { leaseToken, findings: [AN_OBJECTION], reason: 'the price is 100?' }) // 4
  await ask(api, `${order}/submit`, from, { reason: 'it is' }) // 5
  await pass(api, id) // 6
  await ask(api, `${order}/decline`, to, { reason: 'not at that price' }) // 7
  t.equal(await edit(api, order, from, { remark: '示例备注乙' }), 200) // 8
  await ask(api, `${order}/submit`, from, { reason: 'the price is 100 no more' }) // 9
  await pass(api, id) // 10
  await ask(api, `${order}/confirm`, to) // 11
  await ask(api, `${order}/request-correction`, await api.as('bureau_operator'), { findings: [AN_OBJECTION], reason: 'the price is 100!' }) // 12

  const rows = await historyOf(api, order, to)
  t.strictSame(rows.map(({ version, event, role, actor }) => [version, event, role, actor]), [
    [6, 'pass', 'reviewer', null],
    [7, 'decline', 'counterparty', 'of-beta'],
    [10, 'pass', 'reviewer', null],
    [11, 'confirm', 'counterparty', 'of-beta'],
    [12, 'request_correction', 'bureau_operator', null]
  ])
  t.equal(rows[1]!.reason, 'not at that price', 'its own words')
  t.match(rows[0]!.effects, [{ template: 'order_counterparty_confirmation', audience: 'counterparty' }])
  t.equal(rows[0]!.effects.length, 1, 'and no message to others')
  for (const path of ['', '/history', '/history.json', '/history.csv']) {
    t.notMatch((await send(api, order + path, to)).body, NOT_FOR_BETA, `order${path}`)
    if (path !== '') t.notMatch((await send(api, order + path, to)).body, /乙/, 'what the order shows now is no edit there')
  }
  t.match((await send(api, order, from)).json(), { findings: [{ code: 'SITE_NAME_INVALID' }] })
  t.strictSame((await send(api, order, to)).json<OrderView>().findings, [])

  t.strictSame((await historyOf(api, order, from)).map(({ version }) => version), Array.from({ length: 12 }, (_, index) => index + 1), 'its own account reads all')
  const exported = (await send(api, `${order}/history.json`, to)).json<HistoryExport>()
  t.strictSame(exported.rows, rows)
  t.match((await send(api, `${order}/history.csv`, to)).body.split('\r\n').map((line) => line.split(',')[0]), [/version/, '6', '7', '10', '11', '12'])
})

t.test('pages of what the other account is told follow one another without a gap of their own', async (t) => {
  const api = await startApi(t)
  const { order, from, to } = await givenLeading(api, 'transfer')
  for (const remark of ['甲', '乙', '丙']) {
    await edit(api, order, from, { remark })
    await ask(api, `${order}/submit`, from)
    await ask(api, `${order}/decline`, to)
  }
  await ask(api, `${order}/submit`, from)
  const pages: number[][] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const reply = await send(api, `${order}/history`, to, { query: { limit: '3', ...cursor && { cursor } } })
    const { data, nextCursor } = reply.json<{ data: HistoryRow[], nextCursor: string | null }>()
    pages.push(data.map(({ version }) => version))
    cursor = nextCursor
  }
  t.strictSame(pages, [[3, 4, 6], [7, 9, 10], [11]])
})

t.test('whoever was asked hears that it is over, in words that do without the order', async (t) => {
  for (const [name, template, end] of [
    ['declined', 'order_declined', async (api: TestApi, { order, to }: Given) => { await ask(api, `${order}/decline`, to) }],
    ['abandoned', 'order_abandoned', async (api: TestApi, { order, from }: Given) => { await ask(api, `${order}/abandon`, from) }],
    ['not answered', 'order_counterparty_silent', async (api: TestApi) => {
      api.moveClock(8 * 24 * 60 * 60 * 1000)
      while (await fireTimers(api.deps) > 0);
    }]
  ] as const) {
    await t.test(name, async (t) => {
      const api = await startApi(t)
      const given = await givenLeading(api, 'transfer')
      await ask(api, `${given.order}/submit`, given.from)
      t.match(await messages(api, given.to), [{ template: 'order_counterparty_confirmation', orderId: given.id }])
      await end(api, given)
      const [last, ...earlier] = await messages(api, given.to)
      t.match(last, { template, audience: 'counterparty', orderId: null, orderNumber: given.number })
      t.match(last!.message.en, new RegExp(`^Transfer to another account, order ${given.number}: .*account acme`))
      t.match(last!.message.zh, /账号 acme/)
      t.ok(earlier.length > 0)
      t.ok(earlier.every(({ orderId }) => orderId === null), 'no message leads to an order that is not found')
      t.ok((await messages(api, given.from)).every(({ orderId }) => orderId !== null))
    })
  }
})

t.test('an integrator answers for the other account by naming it, and the history says for which', async (t) => {
  const api = await startApi(t)
  const { id, order, from, to } = await givenLeading(api, 'migrate_service')
  const crm = await api.as('integrator', { sub: 'crm' })
  const answer = async (request: string, body: object, caller = crm) => {
    const reply = await send(api, `${order}/${request}`, caller, { body })
    return [reply.statusCode, reply.json().code, reply.json().reasons?.map(({ code }: { code: string }) => code)]
  }
  const refused = [409, 'illegal_transition', ['role_not_allowed']]
  await ask(api, `${order}/submit`, from)
  t.strictSame(await answer('confirm', { accountId: 'beta' }), [404, 'order_not_found', undefined], 'beta is not asked yet')
  await pass(api, id)
  const { actions } = (await send(api, order, crm)).json<OrderView>()
  t.match(actions.filter(({ action }) => action === 'confirm' || action === 'decline'), [
    { action: 'confirm', allowed: true, needs: ['accountId'] }, { action: 'decline', allowed: true, needs: ['accountId'] }
  ])
  t.strictSame(await answer('confirm', {}), [409, 'illegal_transition', ['account_required']])
  t.strictSame(await answer('confirm', { accountId: 'acme' }), refused, 'acme does not answer for beta')
  t.strictSame(await answer('confirm', { accountId: 'gamma' }), [404, 'order_not_found', undefined], 'gamma has nothing to do with it')
  t.strictSame(await answer('confirm', { accountId: 'beta' }, from), [400, 'request_invalid', undefined], 'nor does acme name itself beta')
  t.match((await send(api, `${order}/abandon`, crm, { body: { accountId: 'beta' } })).json(), { status: 400 }, 'only an answer is of an account')

  t.match((await send(api, '/v1/orders', crm, { query: { accountId: 'beta', state: 'counterparty_confirmation' } })).json(), { data: [{ id }] })
  t.match(await ask(api, `${order}/confirm`, crm, { accountId: 'beta' }), { state: 'bureau_queue', actions: [{ action: 'withdraw' }] })
  const told = { event: 'confirm', role: 'counterparty', actor: 'crm', accountId: 'beta' }
  t.match((await historyOf(api, order, from)).at(-1), told)
  t.match((await historyOf(api, order, to)).at(-1), told)
  t.match((await send(api, `${order}/history.csv`, crm)).body.trimEnd().split('\r\n').at(-1), /,beta$/)
  t.strictSame(await answer('withdraw', {}), [200, undefined, undefined], 'and goes on acting for acme')
})

t.test('an applicant may name the own account when it answers, and a confirmation of the owner is asked of nobody else', async (t) => {
  const api = await startApi(t)
  const { order, from, to } = await givenLeading(api, 'transfer')
  await ask(api, `${order}/submit`, from)
  t.match(await ask(api, `${order}/confirm`, to, { accountId: 'beta' }), { state: 'completed' })
  t.match((await historyOf(api, order, to)).at(-1), { actor: 'of-beta', accountId: null })
})

t.test('a cancellation is confirmed by an integrator with or without the name of its account', async (t) => {
  const api = await startApi(t)
  for (const [n, body] of [{}, { accountId: 'acme' }].entries()) {
    await givenFiling(api, n + 1)
    const { content: _, ...typeCheck } = exampleOrder(n + 1)
    const crm = await api.as('integrator')
    const { id } = await ask<OrderView>(api, '/v1/orders', crm, { ...typeCheck, accountId: 'acme', operation: 'cancel_subject' })
    await ask(api, `/v1/orders/${id}/submit`, crm)
    await pass(api, id)
    t.match(await ask(api, `/v1/orders/${id}/confirm`, crm, body), { state: 'bureau_queue' })
    await register(api, id, { subjectNumber: `粤ICP备2600000${n + 1}号`, serviceNumbers: [], bureauIds: {} })
  }
})
