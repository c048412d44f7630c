import t, { type Test } from 'tap'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { POLICY_PRESETS } from '../../../machines/order/policy/policy-presets.ts'
import { until } from '../../../tests/support/until.ts'
import type { OrderSummary } from '../../orders/find-orders.ts'
import { meetPeople } from '../people/meet-people.ts'
import { removePostgres } from '../postgres/remove-postgres.ts'
import { startBeian } from '../start-beian.ts'
import { seed } from './seed.ts'
import { seedOrders, type SeedKind } from './seed-orders.ts'

/** Between them everything that the default policy does not ask of the seed. */
const POLICIES = (process.env.SEED_POLICIES ?? 'wechat with four eyes|tencent').split('|')
const READ: Record<string, string> = {
  'wechat with four eyes': '{"preset":"wechat","fourEyes":true}',
  'huawei with four eyes, sent by itself': '{"preset":"huawei","fourEyes":true,"automaticHandOver":true}'
}

for (const name of POLICIES) {
  t.test(`${name}: every order of the seed comes to its state, or the seed says why there is none`, async (t) => {
    const dataDir = await givenFolder(t)
    const env = { ORDER_POLICY: READ[name] ?? name }
    const beian = await startBeian({ dataDir, durable: false, log: () => {}, provinces: ['guangdong', 'zhejiang'], env })
    t.after(async () => await beian.stop())
    const { orders, leftOut } = seedOrders(beian.policy)
    t.strictSame(await seed(beian, { dataDir, pace: { checkAfterMs: 60_000 } }), { placed: orders.length, leftOut })
    t.strictSame(await seed(beian, { dataDir, pace: {} }), { placed: 0, leftOut: [] }, 'once')

    const wanted = new Map(orders.map(({ kind, order }) => [order.externalReference!, stateOf(kind)]))
    const { admin } = await meetPeople(beian)
    const elsewhere = await until(async () => { // what was placed in the past, and what goes on by itself, is there a moment later
      const { data } = await admin<{ data: OrderSummary[] }>('/v1/orders?limit=100')
      const strays = data.filter(({ externalReference, state }) => externalReference !== null && wanted.get(externalReference) !== state)
      return strays.length === 0 ? [] : null
    })
    t.strictSame(elsewhere, [])
  })
}

t.test('what a preset has no order of is said in words, and the default leaves nothing out', async (t) => {
  const { huawei, alibaba, tencent, wechat } = POLICY_PRESETS
  t.strictSame(seedOrders(huawei).leftOut, [])
  t.strictSame(seedOrders(alibaba).leftOut, ['no owner_confirmation: this policy does not ask the owner'])
  t.strictSame(seedOrders(tencent).leftOut, [
    'no resubmitted_review, correction_requested: reviewers of this policy only reject', 'no owner_confirmation: this policy does not ask the owner'
  ])
  t.match(seedOrders(wechat).leftOut[2], /^no counterparty_confirmation, sms_verification, .*completed.*: the interface of the bureau has no element but for websites$/)
  t.ok(seedOrders(wechat).orders.every(({ order }) => order.service.kind === 'mini_program'))
})

/** On the way to the bureau a fresh one has been handed over, and not yet been answered. */
function stateOf (kind: SeedKind): string {
  const others: Partial<Record<SeedKind, string>> = {
    incomplete_draft: 'draft', resubmitted_review: 'initial_review', moving: 'sms_verification', moving_refused: 'sms_verification'
  }
  return others[kind] ?? kind
}

async function givenFolder (t: Test): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beian-seed-'))
  await chmod(dataDir, 0o711) // PostgreSQL's user must get in when the tests run as root
  t.after(async () => await removePostgres(dataDir))
  return dataDir
}
