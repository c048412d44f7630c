import { sql } from 'kysely'
import t from 'tap'
import { DomainError } from '../../../machines/order/order-errors.ts'
import { until } from '../../../tests/support/until.ts'
import { applyOrderEvent } from '../apply-order-event.ts'
import { findOrder } from '../find-orders.ts'
import { ask, askWithRules, saveContent } from '../order-change.ts'
import { fireTimers } from '../timers/fire-timers.ts'
import type { StoredOrder } from '../stored-order.ts'
import { exampleOrder } from '../testing/example-order.ts'
import { domainOf, givenOrderOf } from '../testing/given-order-of.ts'
import { APPLICANT, OPERATOR, apply, givenOrder, givenSubmittingOrder, pass, startOrders, submit, type TestOrders } from '../testing/start-orders.ts'

const abandon = ask('abandon', { by: APPLICANT })
const send = askWithRules('send_to_bureau', { by: OPERATOR })
const saveDomains = (names: string[]) => saveContent(APPLICANT, { service: { domains: names.map((name) => ({ name })) } })

/** In every order about one service. */
const OF_ONE_DOMAIN = ['both_accounts', 'certificate', 'domain']

async function claimsIn ({ db }: TestOrders, orderId: string): Promise<string[]> {
  const rows = await db.selectFrom('order_claim').select('kind').where('order_id', '=', orderId).orderBy('kind').execute()
  return rows.map(({ kind }) => kind)
}

function insertsIn ({ queries }: TestOrders): number {
  return queries.filter((text) => text.includes('insert into filing_order')).length
}

async function race (orders: TestOrders, place: (n: number) => Promise<unknown>) {
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, async (_, n) => await place(n + 1)))
  const refusals = outcomes.flatMap((outcome) => outcome.status === 'rejected' ? [outcome.reason as DomainError] : [])
  return { won: 50 - refusals.length, refusals, stored: (await orders.db.selectFrom('filing_order').select('id').execute()).length }
}

function claimOn ({ sealing }: TestOrders, domain: string, orderId: string) {
  return { kind: 'domain' as const, key: sealing.lookupKey('domain', domain), order_id: orderId, shared_as: null }
}

async function untilWaiting (orders: TestOrders, count: number) {
  const waiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await until(async () => (await waiting.execute(orders.db)).rows.length === count, { description: `${count} statements wait for others` })
}

/** What becomes of two commands that run into a claim which is being made, and then is not. */
async function whileHeld<Result> (orders: TestOrders, domain: string, work: () => Array<Promise<Result>>) {
  const { id } = await givenOrder(orders, 90)
  const held = await orders.db.startTransaction().execute()
  await held.insertInto('order_claim').values(claimOn(orders, domain, id)).execute()
  const outcomes = Promise.allSettled(work())
  try {
    await untilWaiting(orders, 2)
  } finally {
    await held.rollback().execute()
  }
  return await outcomes
}

t.test('of fifty orders for one certificate number, placed at once, one is placed', async (t) => {
  const orders = await startOrders(t)
  const { won, refusals, stored } = await race(orders, async (domain) => await givenOrderOf(orders, { subject: 1, domain }))
  t.strictSame([won, stored], [1, 1])
  for (const { code, details } of refusals) t.match([code, details.claim], ['open_order_exists', 'certificate'])
})

t.test('of fifty companies that file one domain at once, one is placed', async (t) => {
  const orders = await startOrders(t)
  const { won, refusals, stored } = await race(orders, async (subject) => await givenOrderOf(orders, { subject, domain: 99, account: `account-${subject}` }))
  t.strictSame([won, stored], [1, 1])
  for (const { code, details } of refusals) t.match([code, details.claim, details.domain], ['open_order_exists', 'domain', domainOf(99)])
})

t.test('orders that name the same domains in different order never wait in a circle', async (t) => {
  const orders = await startOrders(t)
  const [first, middle, last] = [domainOf(11), domainOf(12), domainOf(13)]
  const outcomes = await whileHeld(orders, middle, () => [
    givenOrderOf(orders, { subject: 1, more: [first, middle, last] }), givenOrderOf(orders, { subject: 2, more: [last, middle, first] })
  ])
  t.strictSame(outcomes.map((outcome) => outcome.status === 'fulfilled' ? 'placed' : (outcome.reason as DomainError).code).sort(), ['open_order_exists', 'placed'])
})

t.test('an account may be held to one open order', async (t) => {
  const orders = await startOrders(t, { oneOpenOrderPerAccount: true })
  const { id, number } = await givenOrder(orders, 1)
  await t.rejects(givenOrder(orders, 2), { code: 'open_order_exists', details: { claim: 'account', orderId: id, orderNumber: number, errors: undefined } })
  t.equal((await givenOrderOf(orders, { subject: 2, account: 'other' })).state, 'draft')
  await apply(orders, id, abandon)
  t.equal((await givenOrder(orders, 3)).state, 'draft')
})

t.test('an order between two accounts needs both of them free, where each is held to one', async (t) => {
  const orders = await startOrders(t, { oneOpenOrderPerAccount: true })
  const theirs = await givenOrderOf(orders, { subject: 2, account: 'other' })
  const { id } = await givenOrderOf(orders, { subject: 1, type: 'transfer', counterparty: 'other' })
  await t.rejects(apply(orders, id, submit), { code: 'open_order_exists', details: { claim: 'account', orderId: undefined } })
  await apply(orders, theirs.id, abandon)
  await apply(orders, id, submit)
  await t.rejects(givenOrderOf(orders, { subject: 3, account: 'other' }), { code: 'open_order_exists', details: { claim: 'account', orderId: id } })
})

t.test('beside a transfer or a migration its account has no other order open; to the other account that goes from when it is asked', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrderOf(orders, { subject: 1, type: 'transfer', counterparty: 'other' })
  const refused = { code: 'open_order_exists', details: { claim: 'both_accounts', orderId: id, errors: undefined } }
  await t.rejects(givenOrderOf(orders, { subject: 2 }), refused)
  const theirs = await givenOrderOf(orders, { subject: 2, account: 'other' })
  t.equal(theirs.state, 'draft', 'a draft that it cannot see stops nobody')
  await t.rejects(apply(orders, id, submit), { code: 'open_order_exists', details: { claim: 'both_accounts', orderId: undefined } })
  t.equal((await findOrder(orders, id)).state, 'draft')
  await apply(orders, theirs.id, abandon)
  await apply(orders, id, submit)
  await t.rejects(givenOrderOf(orders, { subject: 2, account: 'other' }), refused, 'it sees what it is asked, so it is named')

  await apply(orders, id, ask('decline', { by: APPLICANT }), { accountId: 'other' })
  t.equal((await givenOrderOf(orders, { subject: 2, account: 'other' })).state, 'draft', 'declined')
  await t.rejects(givenOrderOf(orders, { subject: 3 }), refused, 'but its own account has it still')
  await apply(orders, id, abandon)
  t.equal((await givenOrderOf(orders, { subject: 3 })).state, 'draft')
})

t.test('the other account, having agreed, is free while the order is on its applicant\'s desk', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrderOf(orders, { subject: 1, type: 'migrate_service', counterparty: 'other' })
  const theirs = async (subject: number) => await givenOrderOf(orders, { subject, account: 'other' })
  await apply(orders, id, submit)
  await pass(orders, id)
  await apply(orders, id, ask('confirm', { by: APPLICANT }), { accountId: 'other' })
  t.equal((await findOrder(orders, id)).state, 'bureau_queue')
  await t.rejects(theirs(2), { code: 'open_order_exists', details: { claim: 'both_accounts', orderId: id } }, 'while staff have it')
  await apply(orders, id, ask('withdraw', { by: APPLICANT }))
  const own = await theirs(2)
  t.equal(own.state, 'draft', 'it cannot see to a draft of others')
  await apply(orders, id, submit)
  await t.rejects(pass(orders, id), { code: 'open_order_exists' }, 'and is asked anew only when it has nothing open')
  await apply(orders, own.id, abandon)
  await pass(orders, id)
  t.equal((await findOrder(orders, id)).state, 'counterparty_confirmation')
})

t.test('when the other account has not answered in time it has its hands free again', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrderOf(orders, { subject: 1, type: 'transfer', counterparty: 'other' })
  await apply(orders, id, submit)
  orders.advance(8 * 24 * 60 * 60 * 1000)
  while (await fireTimers(orders) > 0);
  t.equal((await findOrder(orders, id)).state, 'draft')
  t.equal((await givenOrderOf(orders, { subject: 2, account: 'other' })).state, 'draft')
})

t.test('of orders within and between two accounts that come at once, either any number is in that is within, or one that is between', async (t) => {
  const orders = await startOrders(t)
  await Promise.all(Array.from({ length: 12 }, async (_, wave) => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, async (_, n) => await givenOrderOf(orders, {
      subject: wave * 100 + n, account: `a-${wave}`, ...(n + wave) % 4 === 0 && { type: 'transfer', counterparty: `b-${wave}` }
    })))
    const types = outcomes.map((outcome) => outcome.status === 'fulfilled' ? outcome.value.orderType : (outcome.reason as DomainError).code)
    const [within, between] = ['first_filing', 'transfer'].map((type) => types.filter((one) => one === type).length)
    t.ok(between === 0 ? within === 6 : between === 1 && within === 0, types.join(' '))
    t.ok(types.every((one) => ['first_filing', 'transfer', 'open_order_exists'].includes(one)), types.join(' '))
  }))
  t.equal(insertsIn(orders), 12 * 8, 'and nobody waited in a circle: none was sent again')
})

t.test('orders within an account do not wait for one another; one between two waits for those, and they for it', async (t) => {
  const orders = await startOrders(t)
  const holding = async (account: string, lock: string) => {
    const rival = await orders.db.startTransaction().execute()
    const key = orders.sealing.lookupKey('both_accounts', account).toString('hex')
    await sql`select ${sql.raw(lock)}(${sql.lit(0x636c)}, hashtext(${key}))`.execute(rival)
    return rival
  }
  const waitsFor = async (rival: Awaited<ReturnType<typeof holding>>, placed: Promise<StoredOrder>) => {
    await untilWaiting(orders, 1)
    await rival.rollback().execute()
    t.equal((await placed).state, 'draft')
  }
  const beside = await holding('one', 'pg_advisory_xact_lock_shared')
  t.equal((await givenOrderOf(orders, { subject: 1, account: 'one' })).state, 'draft')
  await beside.rollback().execute()
  const within = await holding('two', 'pg_advisory_xact_lock_shared')
  await waitsFor(within, givenOrderOf(orders, { subject: 2, account: 'two', type: 'transfer', counterparty: 'other' }))
  const between = await holding('three', 'pg_advisory_xact_lock')
  await waitsFor(between, givenOrderOf(orders, { subject: 3, account: 'three' }))
})

t.test('of orders that lead to one account from two, one asks it', async (t) => {
  const orders = await startOrders(t)
  const ids = await Promise.all([1, 2, 3].map(async (subject) => {
    return (await givenOrderOf(orders, { subject, account: `from-${subject}`, type: 'transfer', counterparty: 'to' })).id
  }))
  const outcomes = await Promise.allSettled(ids.map(async (id) => await apply(orders, id, submit)))
  t.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
})

t.test('an order about a subject as a whole claims no domain', async (t) => {
  const orders = await startOrders(t, { openOrders: 'coexistence_matrix' })
  await givenOrderOf(orders, { subject: 1, type: 'change_subject' })
  t.equal((await givenOrderOf(orders, { subject: 1, type: 'add_access' })).state, 'draft', 'of the domain that it named')
})

t.test('saving a domain claims it, and taking it out frees it', async (t) => {
  const orders = await startOrders(t)
  const mine = await givenOrder(orders, 1)
  await apply(orders, mine.id, saveDomains([domainOf(1), domainOf(7), 'EXAMPLE-LATER.cn']))
  t.strictSame(await claimsIn(orders, mine.id), [...OF_ONE_DOMAIN, 'domain', 'domain'])
  const theirs = await givenOrder(orders, 2)
  await t.rejects(apply(orders, theirs.id, saveDomains([domainOf(2), domainOf(3), 'example-later.cn'])), {
    code: 'open_order_exists',
    details: { claim: 'domain', domain: 'example-later.cn', errors: [{ field: 'service.domains[2].name', code: 'OPEN_ORDER_EXISTS' }] }
  })
  t.match(await findOrder(orders, theirs.id), { version: 1, content: { service: { domains: { length: 1 } } } }, 'nothing of it is kept')
  await t.rejects(givenOrderOf(orders, { subject: 4, domain: 7 }), { code: 'open_order_exists', details: { errors: [{ field: 'service.domain' }] } })
  await t.rejects(givenOrderOf(orders, { subject: 4, more: [domainOf(7)] }), {
    code: 'open_order_exists', details: { errors: [{ field: 'content.service.domains[1].name' }] }
  })

  await apply(orders, mine.id, saveDomains([domainOf(1)]))
  t.strictSame(await claimsIn(orders, mine.id), OF_ONE_DOMAIN)
  t.equal((await apply(orders, theirs.id, saveDomains([domainOf(2), domainOf(3), 'example-later.cn']))).version, 2)
})

t.test('a save that leaves the domains alone touches no claim', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  const stamp = async () => (await orders.db.selectFrom('order_claim').select(({ ref }) => ref('xmin' as never).as('at')).execute()).map(({ at }) => at)
  const before = await stamp()
  await apply(orders, id, saveContent(APPLICANT, { subject: { remark: 'new' } }))
  t.strictSame(await stamp(), before)
})

t.test('two orders that swap their domains at once are both answered', async (t) => {
  const orders = await startOrders(t)
  const keyOf = (domain: string) => claimOn(orders, domain, '').key
  const byKey = Array.from({ length: 9 }, (_, n) => domainOf(11 + n)).sort((one, other) => keyOf(one).compare(keyOf(other)))
  const [early, one, other] = [byKey[0]!, byKey[7]!, byKey[8]!]
  const mine = await givenOrderOf(orders, { subject: 1, more: [one] })
  const theirs = await givenOrderOf(orders, { subject: 2, more: [other] })
  const outcomes = await whileHeld(orders, early, () => [
    apply(orders, mine.id, saveDomains([domainOf(1), early, other])), apply(orders, theirs.id, saveDomains([domainOf(2), early, one]))
  ])
  for (const outcome of outcomes) if (outcome.status === 'rejected') t.equal((outcome.reason as DomainError).code, 'open_order_exists')
})

t.test('a command that PostgreSQL ends because two waited for one another is tried again', async (t) => {
  const orders = await startOrders(t)
  const [{ id }, other] = [await givenOrder(orders, 1), await givenOrder(orders, 2)]
  const rival = await orders.db.startTransaction().execute()
  await sql`set local deadlock_timeout = '1min'`.execute(rival) // so that it is the command that notices, and gives way
  await rival.insertInto('order_claim').values(claimOn(orders, domainOf(3), other.id)).execute()
  const saved = apply(orders, id, saveDomains([domainOf(1), domainOf(3)]))
  await untilWaiting(orders, 1)
  await rival.updateTable('filing_order').set({ external_reference: 'x' }).where('id', '=', id).execute()
  await rival.rollback().execute()
  t.equal((await saved).version, 2)
})

t.test('an order whose placing PostgreSQL ends because two waited for one another is placed all the same', async (t) => {
  const orders = await startOrders(t)
  const other = await givenOrder(orders, 9)
  const rival = await orders.db.startTransaction().execute()
  await sql`set local deadlock_timeout = '1min'`.execute(rival)
  await rival.insertInto('order_claim').values(claimOn(orders, domainOf(1), other.id)).execute()
  const placed = givenOrder(orders, 1)
  await untilWaiting(orders, 1)
  const key = orders.sealing.lookupKey('certificate', exampleOrder(1).certificateNumber)
  await rival.insertInto('order_claim').values({ kind: 'certificate', key, order_id: other.id, shared_as: null }).execute()
  await rival.rollback().execute()
  t.equal((await placed).state, 'draft')
})

t.test('whatever closes an order frees what it claimed', async (t) => {
  const orders = await startOrders(t)
  const at = orders.now().toISOString()
  const [abandoned, expired, invalid, completed] = await Promise.all([
    givenOrder(orders, 1), givenOrder(orders, 2), givenOrder(orders, 3), givenSubmittingOrder(orders, 4)
  ])
  await apply(orders, abandoned.id, abandon)
  await applyOrderEvent(orders, expired.id, { event: { type: 'timer', name: 'expiry', at } })
  await applyOrderEvent(orders, invalid.id, { event: { type: 'filing_found', at, causeId: 'f' } })
  const filing = { subjectNumber: '粤ICP备12345678号', serviceNumbers: ['粤ICP备12345678号-1'], bureauIds: {} }
  await applyOrderEvent(orders, completed.id, { event: { type: 'filing_registered', at, causeId: 'n', attempt: 1, filing } })
  t.strictSame(await orders.db.selectFrom('order_claim').selectAll().execute(), [])
  for (const subject of [1, 2, 3, 4]) t.equal((await givenOrderOf(orders, { subject, type: 'add_access' })).state, 'draft')
})

t.test('at the hand-over an order takes again what it lost, or is refused and stays', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  const { version } = await pass(orders, id)
  await orders.db.deleteFrom('order_claim').execute()
  const other = await givenOrder(orders)
  await t.rejects(apply(orders, id, send), { code: 'open_order_exists', details: { claim: 'certificate', orderId: other.id } })
  t.match(await findOrder(orders, id), { state: 'bureau_queue', version })
  t.strictSame(await claimsIn(orders, id), [])
  await apply(orders, other.id, abandon)
  t.equal((await apply(orders, id, send)).state, 'bureau_submitting')
  t.strictSame(await claimsIn(orders, id), OF_ONE_DOMAIN)
})

t.test('an order that is sent again after an SMS return is checked as at the first time', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenSubmittingOrder(orders)
  await applyOrderEvent(orders, id, { event: { type: 'sms_failed', at: orders.now().toISOString(), causeId: 's', attempt: 1 } })
  await orders.db.deleteFrom('order_claim').execute()
  const other = await givenOrderOf(orders, { subject: 2, domain: 1, account: 'other' })
  const resend = askWithRules('resend', { by: OPERATOR })
  await t.rejects(apply(orders, id, resend), { code: 'open_order_exists', details: { claim: 'domain' } })
  t.equal((await findOrder(orders, id)).state, 'sms_returned')
  await apply(orders, other.id, abandon)
  t.equal((await apply(orders, id, resend)).state, 'bureau_submitting')
})

t.test('of a foreign order nothing is said', async (t) => {
  const orders = await startOrders(t)
  const foreign = await givenOrderOf(orders, { subject: 1, account: 'secret-account', type: 'cancel_service' })
  for (const [mine, claim] of [[{ subject: 1, domain: 2 }, 'certificate'], [{ subject: 2, domain: 1 }, 'domain']] as const) {
    const refusal = await givenOrderOf(orders, mine).then(() => null, (error: DomainError) => error)
    t.match(refusal, { code: 'open_order_exists', message: /another account/, details: { claim } })
    const said = JSON.stringify([refusal!.message, refusal!.details])
    for (const secret of [foreign.id, foreign.number, 'secret-account', 'cancel', 'Cancel']) t.notOk(said.includes(secret), `${claim}: ${secret}`)
  }
})
