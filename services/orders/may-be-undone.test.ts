import t from 'tap'
import { applyOrderEvent } from './apply-order-event.ts'
import { findOrder } from './find-orders.ts'
import { ask, askWithRules, raiseObjections } from './order-change.ts'
import { claimReviewTask } from './review/review-tasks.ts'
import { givenOrderOf } from './testing/given-order-of.ts'
import { APPLICANT, OPERATOR, REVIEWER, apply, givenOrder, pass, startOrders, submit, withdraw, type TestOrders } from './testing/start-orders.ts'
import { fireTimers } from './timers/fire-timers.ts'

const HOUR_MS = 60 * 60 * 1000
const MINUTE_MS = 60 * 1000
const OBJECTION = { field: 'service.name', code: 'OTHER', message: { zh: '有误', en: 'is wrong' }, suggestion: null }

/** What each version asked of the world, and in how many minutes from now it is due. */
async function waiting ({ db, now }: TestOrders, id: string) {
  const rows = await db.selectFrom('outbox').select(['version', 'due_at', 'payload']).where('order_id', '=', id).where('due_at', '>', now())
    .orderBy('version').execute()
  const minutesUntil = (due: Date) => (due.getTime() - now().getTime()) / MINUTE_MS
  return rows.map(({ version, due_at: due, payload }) => [version, minutesUntil(due), (payload as { audience?: string }).audience])
}

async function reject (orders: TestOrders, id: string) {
  const { leaseToken } = await claimReviewTask(orders, (await findOrder(orders, id)).task!.id, REVIEWER)
  return await apply(orders, id, raiseObjections('reject', { by: REVIEWER, findings: [OBJECTION] }), { leaseToken })
}

async function templates ({ db }: TestOrders, id: string, version: number) {
  const rows = await db.selectFrom('outbox').select('payload').where('order_id', '=', id).where('version', '=', version).execute()
  return rows.map(({ payload }) => (payload as { template: string }).template)
}

t.test('taking a decision back unsays that decision alone: of a rejection before it the applicant still hears', async (t) => {
  const orders = await startOrders(t, { undoWindowMs: HOUR_MS })
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  const rejected = await reject(orders, id)
  t.strictSame(await waiting(orders, id), [[rejected.version, 60, 'applicant']])
  orders.advance(MINUTE_MS)
  await apply(orders, id, askWithRules('submit', { by: APPLICANT, reason: 'it is right' }))
  t.strictSame(await waiting(orders, id), [], 'the applicant has answered: nothing is left to wait for')
  const passed = await pass(orders, id)
  t.strictSame(await waiting(orders, id), [[passed.version, 60, 'applicant'], [passed.version, 60, 'bureau_operators']])
  await apply(orders, id, ask('undo', { by: REVIEWER }))
  t.strictSame(await waiting(orders, id), [])
  t.strictSame(await templates(orders, id, rejected.version), ['order_initial_rejected'])
  t.strictSame(await templates(orders, id, passed.version), [])
})

t.test('what waits for another reason is not unsaid with a decision', async (t) => {
  const orders = await startOrders(t, { undoWindowMs: HOUR_MS })
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  const tomorrow = new Date(orders.now().getTime() + 24 * HOUR_MS)
  await orders.db.updateTable('outbox').set({ due_at: tomorrow }).where('version', '=', 2).execute() // as postponeEffect leaves it
  await pass(orders, id)
  await apply(orders, id, ask('undo', { by: REVIEWER }))
  t.strictSame((await waiting(orders, id)).map(([version]) => version), [2, 2])
})

t.test('once somebody has acted on a decision, what it asked for is done at once, before anything else', async (t) => {
  for (const [name, act] of Object.entries({
    'the operator sends it': askWithRules('send_to_bureau', { by: OPERATOR }),
    'the operator objects': raiseObjections('request_correction', { by: OPERATOR, findings: [OBJECTION] }),
    'the applicant withdraws it': withdraw
  })) {
    const orders = await startOrders(t, { undoWindowMs: HOUR_MS })
    const { id } = await givenOrder(orders)
    await apply(orders, id, submit)
    const { version } = await pass(orders, id)
    orders.advance(MINUTE_MS)
    const wakes = orders.woken()
    await apply(orders, id, act)
    t.strictSame(await waiting(orders, id), [], name)
    t.strictSame(await templates(orders, id, version), ['order_initial_passed', 'order_initial_passed'], name)
    t.equal(orders.woken(), wakes + 1, name)
  }
})

t.test('a decision with an end that nobody takes back asks at once', async (t) => {
  const orders = await startOrders(t, { undoWindowMs: HOUR_MS })
  const { id } = await givenOrderOf(orders, { subject: 1, type: 'claim' })
  await apply(orders, id, submit)
  t.equal((await pass(orders, id)).state, 'completed')
  t.strictSame(await waiting(orders, id), [])
  await t.rejects(apply(orders, id, ask('undo', { by: REVIEWER })), { code: 'illegal_transition' })
})

t.test('a deadline that ends the time to undo lets go what waited for it', async (t) => {
  const orders = await startOrders(t, {
    undoWindowMs: 48 * HOUR_MS, ownerConfirmation: { required: true, windowDays: 1 }, reminderDays: []
  })
  const { id } = await givenOrderOf(orders, { subject: 1, type: 'cancel_subject' })
  await apply(orders, id, submit)
  const { version, state } = await pass(orders, id)
  t.equal(state, 'owner_confirmation')
  orders.advance(25 * HOUR_MS)
  t.equal(await fireTimers(orders), 1)
  t.equal((await findOrder(orders, id)).state, 'expired')
  t.strictSame(await waiting(orders, id), [])
  t.strictSame((await templates(orders, id, version)).sort(), ['order_initial_passed', 'order_owner_confirmation'])
})

t.test('under four-eyes the second reviewer takes back the second pass alone, and no one person can pass the order', async (t) => {
  const orders = await startOrders(t, { undoWindowMs: HOUR_MS, fourEyes: true })
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  const passBy = async (by: typeof REVIEWER | { id: string, role: 'reviewer' }) => {
    const { leaseToken } = await claimReviewTask(orders, (await findOrder(orders, id)).task!.id, by)
    return await apply(orders, id, ask('pass', { by }), { leaseToken })
  }
  const wei = { id: 'wei', role: 'reviewer' } as const
  t.equal((await passBy(REVIEWER)).state, 'initial_review')
  t.equal((await passBy(wei)).state, 'bureau_queue')
  await t.rejects(apply(orders, id, ask('undo', { by: REVIEWER })), { code: 'illegal_transition' })
  const undone = await apply(orders, id, ask('undo', { by: wei }))
  t.match([undone.state, undone.context.firstPassBy], ['initial_review', REVIEWER.id])
  await t.rejects(passBy(REVIEWER), /second_reviewer_required/)
  orders.advance(16 * MINUTE_MS) // the lease runs out
  t.equal((await passBy(wei)).state, 'bureau_queue')
})

t.test('a fact that ends the order lets go what waited, too', async (t) => {
  const orders = await startOrders(t, { undoWindowMs: HOUR_MS })
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  await pass(orders, id)
  await applyOrderEvent(orders, id, { event: { type: 'filing_found', at: orders.now().toISOString(), causeId: 'f' } })
  t.equal((await findOrder(orders, id)).state, 'invalid')
  t.strictSame(await waiting(orders, id), [])
})
