import { pino } from 'pino'
import t from 'tap'
import { DomainError } from '../../machines/order/order-errors.ts'
import { apply, givenOrder, startOrders, submit } from '../orders/testing/start-orders.ts'
import { runJob } from './run-job.ts'
import type { WorkerDeps } from './worker-deps.ts'

t.test('an outage is tried again, a refusal is given up and shown as failed', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  const effects = async () => await orders.db.selectFrom('outbox').select(['id', 'status', 'note']).orderBy('id').execute()
  const effectId = (await effects())[0]!.id
  const deps = { orders, log: pino({ level: 'silent' }) } as unknown as WorkerDeps
  const run = async (error: Error) => await runJob(deps, 'notify', { effectId }, async () => { throw error })

  await t.rejects(run(new Error('the database is away')))
  await t.rejects(run(new DomainError('order_busy', 'too fast')))
  t.match(await effects(), [{ status: 'pending' }, { status: 'pending' }])
  await run(new DomainError('order_not_found', 'gone'))
  t.match(await effects(), [{ status: 'failed', note: 'order_not_found' }, { status: 'pending' }])
})
