import t from 'tap'
import { decide } from '../../machines/order/decide.ts'
import { applyOrderEvent } from './apply-order-event.ts'
import { commitChange } from './commit-change.ts'
import { composeCommit } from './compose-commit.ts'
import { findOrder } from './find-orders.ts'
import { nextOrder } from './next-order.ts'
import { ask, askWithRules, raiseObjections, saveContent } from './order-change.ts'
import { replayOrder } from './history/replay-order.ts'
import { claimReviewTask } from './review/review-tasks.ts'
import {
  APPLICANT, OPERATOR, REVIEWER, apply, givenOrder, givenSubmittingOrder, pass, startOrders, submit, withdraw, type TestOrders
} from './testing/start-orders.ts'

const MINUTE_MS = 60_000

async function historyOf (orders: TestOrders, id: string) {
  return await orders.db.selectFrom('order_history').selectAll().where('order_id', '=', id).orderBy('version').execute()
}

t.test('a command is one read and one statement', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  orders.queries.length = 0
  await apply(orders, id, submit)
  t.equal(orders.queries.length, 2)
})

t.test('a submission writes state, history, timers, effects and the review task together', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  t.equal((await orders.db.selectFrom('order_timer').selectAll().execute()).length, 4, 'a draft has its deadlines')
  const order = await apply(orders, id, submit)
  t.match(order, { state: 'initial_review', version: 2 })
  t.strictSame(order.deadlines, [{ name: 'review_watch', dueAt: '2026-03-04T01:00:00.000Z' }], 'two working days')
  t.strictSame(await findOrder(orders, id), order, 'the answer is what is stored')
  t.match(await orders.db.selectFrom('order_timer').selectAll().execute(), [{ name: 'review_watch' }], 'those of the draft are gone')
  t.match(await orders.db.selectFrom('outbox').select(['kind', 'status', 'version']).execute(),
    [{ kind: 'notify', status: 'pending', version: 2 }, { kind: 'notify', status: 'pending', version: 2 }])
  t.match(await orders.db.selectFrom('review_task').select(['state', 'round', 'id']).execute(), [{ state: 'open', round: 1, id: order.task!.id }])
  t.ok(orders.woken() > 0, 'the relay is woken')
})

t.test('fifty parallel submits and withdraws lose nothing and leave no gap', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  const answers = await Promise.allSettled(Array.from({ length: 50 }, async (_, n) => await apply(orders, id, n % 2 ? withdraw : submit)))
  const refused = answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
  for (const { reason } of refused) t.equal(reason.code, 'illegal_transition')
  const history = await historyOf(orders, id)
  t.equal(history.length, 1 + 50 - refused.length, 'each success is one version')
  t.strictSame(history.map(({ version }) => version), history.map((_, index) => index + 1))
  const { state, context, version } = await findOrder(orders, id)
  t.equal(version, history.length)
  t.strictSame(await replayOrder(orders, id), { state, context }, 'the history gives the stored order')
})

t.test('the whole way of an order can be replayed', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenSubmittingOrder(orders)
  const fact = { at: orders.now().toISOString(), attempt: 1 }
  const filing = { subjectNumber: '粤ICP备26000001号', serviceNumbers: ['粤ICP备26000001号-1'], bureauIds: {} }
  await applyOrderEvent(orders, id, { event: { ...fact, type: 'bureau_accepted', causeId: 'a' } })
  await applyOrderEvent(orders, id, { event: { ...fact, type: 'filing_registered', causeId: 'b', filing } })
  const { state, context, version } = await findOrder(orders, id)
  t.equal(state, 'completed')
  t.equal(version, 6)
  t.strictSame(await replayOrder(orders, id), { state, context })
})

t.test('a fact is applied once, however often and however parallel it is told', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenSubmittingOrder(orders)
  const event = { type: 'bureau_accepted', at: orders.now().toISOString(), causeId: 'upload-1', attempt: 1 } as const
  await Promise.all(Array.from({ length: 10 }, async () => await applyOrderEvent(orders, id, { event })))
  t.equal((await historyOf(orders, id)).filter(({ event_type: type }) => type === 'bureau_accepted').length, 1)
})

t.test('a fact without use is recorded as ignored and changes nothing else', async (t) => {
  const orders = await startOrders(t)
  const before = await givenOrder(orders)
  await applyOrderEvent(orders, before.id, { event: { type: 'sms_failed', at: orders.now().toISOString(), causeId: 'x', attempt: 1 } })
  const { version, ...after } = await findOrder(orders, before.id)
  t.equal(version, 2)
  t.strictSame({ ...after, version: 1 }, before)
  t.match((await historyOf(orders, before.id)).at(-1), { event_type: 'sms_failed', ignored: true })
})

t.test('saving keeps what was said before, in a sealed column', async (t) => {
  const orders = await startOrders(t)
  const { id, content } = await givenOrder(orders)
  const saved = await apply(orders, id, saveContent(APPLICANT, { subject: { principal: { mobile: '13900139009' } } }))
  t.equal(saved.content.subject?.principal?.mobile, '13900139009')
  t.equal(saved.content.subject?.principal?.name, content.subject?.principal?.name)
  const rows = await orders.db.selectFrom('filing_order').selectAll().execute()
  const history = await historyOf(orders, id)
  for (const stored of [JSON.stringify(rows), JSON.stringify(history), rows[0]!.content.toString('latin1')]) {
    t.notMatch(stored, /13900139009|440305198503121231|owner@example\.com/)
  }
})

t.test('a patch that changes nothing makes no version', async (t) => {
  const orders = await startOrders(t)
  const { id, content } = await givenOrder(orders)
  const order = await apply(orders, id, saveContent(APPLICANT, { subject: { name: content.subject!.name } }))
  t.equal(order.version, 1)
})

t.test('fields of the type check are locked, their unchanged values pass', async (t) => {
  const orders = await startOrders(t)
  const { id, typeCheck } = await givenOrder(orders)
  const number = typeCheck.certificateNumber
  await t.rejects(apply(orders, id, saveContent(APPLICANT, { subject: { certificate: { number: '91440300MA5DEM012D' } } })), { code: 'field_locked' })
  await t.rejects(apply(orders, id, saveContent(APPLICANT, { subject: null })), { code: 'field_locked' })
  t.equal((await apply(orders, id, saveContent(APPLICANT, { subject: { certificate: { number } } }))).version, 1)
})

t.test('a reviewer without a lease, or whose lease ran out, does not decide', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  const { task } = await apply(orders, id, submit)
  const decision = ask('pass', { by: REVIEWER })
  await t.rejects(apply(orders, id, decision), { code: 'lease_lost' })
  const { leaseToken } = await claimReviewTask(orders, task!.id, REVIEWER)
  await t.rejects(apply(orders, id, ask('pass', { by: { id: 'wei', role: 'reviewer' } }), { leaseToken }), { code: 'lease_lost' }, 'another reviewer')
  orders.advance(16 * MINUTE_MS)
  await t.rejects(apply(orders, id, decision, { leaseToken }), { code: 'lease_lost' })
  const again = await claimReviewTask(orders, task!.id, { id: 'wei', role: 'reviewer' })
  await t.rejects(apply(orders, id, decision, { leaseToken }), { code: 'lease_lost' }, 'somebody else has it now')
  t.equal((await apply(orders, id, ask('pass', { by: { id: 'wei', role: 'reviewer' } }), { leaseToken: again.leaseToken })).state, 'bureau_queue')
})

t.test('the lease is checked once more in the commit itself', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  const { task } = await apply(orders, id, submit)
  const { leaseToken } = await claimReviewTask(orders, task!.id, REVIEWER)
  const order = await findOrder(orders, id)
  const change = { event: { type: 'pass', at: orders.now().toISOString(), by: REVIEWER } } as const
  const decision = decide(order, change.event)
  const next = nextOrder(order, change, decision)
  const parts = { order, change, decision, next, leaseToken, options: {} }
  const commit = async () => await commitChange(orders.db, composeCommit(orders, parts))
  const steal = async (token: string) => await orders.db.updateTable('review_task').set({ lease_token: token }).execute()
  await steal('00000000-0000-4000-8000-000000000000')
  t.strictSame(await commit(), [], 'decided on a lease that somebody else has now')
  await steal(leaseToken)
  t.strictSame(await commit(), [{ version: 3 }])
})

t.test('a second open order for the same certificate or domain is refused and names what blocks', async (t) => {
  const orders = await startOrders(t)
  const { id, number } = await givenOrder(orders)
  await t.rejects(givenOrder(orders), { code: 'open_order_exists', details: { orderId: id, orderNumber: number } })
  await apply(orders, id, ask('abandon', { by: APPLICANT }))
  t.equal((await givenOrder(orders)).state, 'draft', 'an abandoned order blocks no more')
})

t.test('an expired order claims its keys again when it is reopened, and is refused when they are taken', async (t) => {
  const orders = await startOrders(t)
  const first = await givenOrder(orders)
  const expire = async () => await applyOrderEvent(orders, first.id, { event: { type: 'timer', name: 'expiry', at: orders.now().toISOString() } })
  await expire()
  t.equal((await findOrder(orders, first.id)).state, 'expired')
  const second = await givenOrder(orders)
  await t.rejects(apply(orders, first.id, submit), { code: 'open_order_exists', details: { orderId: second.id } })
  await apply(orders, second.id, ask('abandon', { by: APPLICANT }))
  t.equal((await apply(orders, first.id, submit)).state, 'initial_review')
})

t.test('a foreign order does not exist', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await t.rejects(apply(orders, id, submit, { accountId: 'other' }), { code: 'order_not_found' })
})

t.test('a stale version is refused', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await t.rejects(apply(orders, id, submit, { ifVersion: 7 }), { code: 'version_mismatch', details: { version: 1 } })
  t.equal((await apply(orders, id, submit, { ifVersion: 1 })).version, 2)
})

t.test('what a decision asks of the world waits until it can no longer be taken back', async (t) => {
  const orders = await startOrders(t, { undoWindowMs: MINUTE_MS })
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  await pass(orders, id)
  const held = orders.db.selectFrom('outbox').select('id').where('due_at', '>', orders.now())
  t.equal((await held.execute()).length, 2)
  await apply(orders, id, ask('undo', { by: REVIEWER }))
  t.strictSame(await held.execute(), [], 'unsent')
  t.match(await findOrder(orders, id), { state: 'initial_review', task: { assignee: null } })
})

t.test('rules that fail on the day of the hand-over return the order, with the findings in words', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  await pass(orders, id)
  orders.advance(4 * 365 * 24 * 60 * MINUTE_MS) // the domain expires on 2029-01-01
  const order = await apply(orders, id, askWithRules('send_to_bureau', { by: OPERATOR }))
  t.equal(order.state, 'correction_requested')
  t.ok(order.findings.length > 0)
  t.ok(order.findings.every(({ message }) => message.zh && message.en))
})

t.test('history runs forward although a fact is dated before the last change', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenSubmittingOrder(orders)
  const { updatedAt } = await findOrder(orders, id)
  await applyOrderEvent(orders, id, { event: { type: 'bureau_accepted', at: '2020-01-01T00:00:00.000Z', causeId: 'a', attempt: 1 } })
  t.equal((await findOrder(orders, id)).updatedAt, updatedAt)
})

t.test('two objections with the same field and code keep their own words', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  const { task } = await apply(orders, id, submit)
  const { leaseToken } = await claimReviewTask(orders, task!.id, REVIEWER)
  const objection = (words: string) => ({ field: 'service.name', code: 'OTHER', message: { zh: words, en: words }, suggestion: null })
  const rejected = await apply(orders, id, raiseObjections('reject', { by: REVIEWER, findings: [objection('one'), objection('two')] }), { leaseToken })
  t.strictSame(rejected.findings.map(({ message }) => message.en), ['one', 'two'])
})
