import t from 'tap'
import { POLICY_PRESETS } from '../../../machines/order/policy/policy-presets.ts'
import { EVENT_TYPES } from '../../orders/events/event-catalogue.ts'
import { listWays } from './list-ways.ts'
import { WAYS } from './ways.ts'
import { whyNot } from './why-not.ts'

const { huawei, alibaba, tencent, wechat } = POLICY_PRESETS
const refused = (policy: typeof huawei | typeof wechat, mayMoveClock = true) =>
  EVENT_TYPES.filter((type) => whyNot(WAYS[type], policy, { mayMoveClock }) !== null)

t.test('every event of the catalogue has a way, or a reason why there is none', async (t) => {
  t.strictSame(Object.keys(WAYS).sort(), [...EVENT_TYPES].sort())
  t.strictSame(refused(huawei), ['order.invalid', 'filing.cancelled', 'filing.notice'])
  t.match(listWays().split('\n'), EVENT_TYPES.map((type) => `  ${type}`))
})

t.test('what a policy does not let happen is said before anything is done', async (t) => {
  t.strictSame(refused(alibaba).filter((type) => !refused(huawei).includes(type)), ['order.confirmed'])
  t.match(whyNot(WAYS['order.correction_requested'], tencent, { mayMoveClock: false }), /only reject/)
  t.match(whyNot(WAYS['order.completed'], wechat, { mayMoveClock: false }), /no element but for websites/)
  t.match(whyNot(WAYS['order.withdrawn'], { ...tencent, withdrawAfterPassing: false }, { mayMoveClock: false }), /take an order back/)
})

t.test('time is not moved for everybody unless somebody says so', async (t) => {
  t.match(whyNot(WAYS['order.expired'], huawei, { mayMoveClock: false }), /46 days.*--move-clock/)
  t.equal(whyNot(WAYS['order.expired'], huawei, { mayMoveClock: true }), null)
  t.strictSame(refused(huawei, false).filter((type) => !refused(huawei).includes(type)), ['order.expired'])
})
