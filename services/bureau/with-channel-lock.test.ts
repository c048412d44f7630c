import { sql } from 'kysely'
import t from 'tap'
import { startOrders } from '../orders/testing/start-orders.ts'
import { bureauOf, testChannel } from '../worker/testing/start-worker.ts'
import { withChannelLock } from './with-channel-lock.ts'

t.test('only one works at a channel at a time, and channels do not wait for one another', async (t) => {
  const bureau = bureauOf(await startOrders(t), testChannel(1))
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await sql`select pg_sleep(0.01)`.execute(bureau.db)
    inside--
  }
  await Promise.all(Array.from({ length: 5 }, async () => await withChannelLock(bureau, 'guangdong', work)))
  t.equal(most, 1)
  await withChannelLock(bureau, 'guangdong', async () => { await withChannelLock(bureau, 'zhejiang', work) })
})

t.test('who waits in vain leaves no time-out behind on the connection', async (t) => {
  const bureau = bureauOf(await startOrders(t, {}, 2), testChannel(1))
  await withChannelLock(bureau, 'guangdong', async () => {
    await t.rejects(withChannelLock(bureau, 'guangdong', async () => {}, 20), /lock timeout/)
    const { rows } = await sql<{ lock_timeout: string }>`show lock_timeout`.execute(bureau.db)
    t.equal(rows[0]!.lock_timeout, '0')
  })
})
