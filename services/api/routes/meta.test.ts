import t from 'tap'
import { orderMachine } from '../../../machines/order/order-machine.ts'
import { checkOrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import { ORDER_TYPES } from '../../../machines/order/order-types.ts'
import { POLICY_PRESETS } from '../../../machines/order/policy/policy-presets.ts'
import { REFUSAL_REASONS } from '../../../machines/order/refusal-reasons.ts'
import { provinces } from '../../rules/code-lists.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

const api = await startApi(t)

t.test('the lists that forms are built from are answered whole', async (t) => {
  t.strictSame((await send(api, '/v1/meta/provinces', {})).json(), { data: JSON.parse(JSON.stringify(provinces)) })
  const names = [
    'subject-types', 'certificate-types', 'service-kinds', 'content-types', 'languages', 'access-methods', 'pre-approval-types', 'order-types'
  ]
  for (const name of names) t.ok((await send(api, `/v1/meta/${name}`, {})).json().data.length > 0, name)
  t.match((await send(api, '/v1/meta/order-states', {})).json().data[0], { state: 'draft', label: { zh: '待完善备案信息', en: 'Draft' }, turn: 'applicant', open: true })
})

t.test('order types are answered with every flag in which they differ', async (t) => {
  const { data } = (await send(api, '/v1/meta/order-types', {})).json()
  t.strictSame(data, Object.entries(ORDER_TYPES).map(([orderType, flags]) => ({ orderType, ...flags })))
})

t.test('the fields that findings name are answered with their names', async (t) => {
  const { data } = (await send(api, '/v1/meta/fields', {})).json()
  t.ok(data.length > 60)
  t.match(data.find(({ path }: { path: string }) => path === 'service.domains[].expiresOn'), { name: { zh: '域名到期时间' }, inContent: true })
  t.match(data.find(({ path }: { path: string }) => path === 'order.filingPassword'), { inContent: false })
})

t.test('every state of the statechart is in the list of states', async (t) => {
  const { data } = (await send(api, '/v1/meta/order-states', {})).json()
  t.strictSame(data.map(({ state }: { state: string }) => state), Object.keys(orderMachine.states))
})

t.test('every reason for a refusal is answered in words', async (t) => {
  const { data } = (await send(api, '/v1/meta/refusal-reasons', {})).json()
  t.strictSame(data, Object.entries(REFUSAL_REASONS).map(([code, message]) => ({ code, message })))
})

t.test('the presets are answered as whole policies, such as a provider can start from', async (t) => {
  const { data } = (await send(api, '/v1/meta/policy-presets', {})).json()
  t.strictSame(data.map(checkOrderPolicy), Object.values(POLICY_PRESETS))
})
