import t from 'tap'
import type { OrderType } from '../../machines/order/order-types.ts'
import { POLICY_PRESETS } from '../../machines/order/policy/policy-presets.ts'
import { rulesToday, type OrderForRules } from './rules-today.ts'
import { exampleOrder } from './testing/example-order.ts'

const { content, ...typeCheck } = exampleOrder(1)
const AT = '2026-03-02T01:00:00.000Z'
const { huawei, tencent } = POLICY_PRESETS

function said (more: Partial<OrderForRules>): string[] {
  const order = { orderType: 'first_filing', typeCheck, content, accountName: null, policy: huawei, ...more } as const
  return rulesToday(order, AT).map(({ severity, code, field }) => `${severity} ${code} ${field}`)
}

t.test('where the account has to be the subject, another name stops the order and an unknown one warns', async (t) => {
  const name = content.subject!.name!
  t.strictSame(said({ policy: tencent, accountName: name }), [])
  t.strictSame(said({ policy: tencent, accountName: '另一家公司' }), ['reject ACCOUNT_NAME_MISMATCH subject.name'])
  t.strictSame(said({ policy: tencent }), ['warn ACCOUNT_NAME_UNKNOWN subject.name'])
  t.strictSame(said({ policy: huawei, accountName: '另一家公司' }), [], 'elsewhere nobody asks')
})

t.test('whoever files no website is told that the bureau gets it by hand, and is not stopped', async (t) => {
  for (const kind of ['app', 'mini_program', 'quick_app'] as const) {
    const ofKind = { typeCheck: { ...typeCheck, service: { kind, appName: '示例' } } }
    const about = (orderType: OrderType) => said({ ...ofKind, orderType }).filter((line) => line.endsWith(' service.kind'))
    t.strictSame(about('first_filing'), ['warn SERVICE_KIND_NOT_FILABLE service.kind'])
    t.strictSame(about('cancel_service'), ['warn SERVICE_KIND_NOT_FILABLE service.kind'], 'the same interface has no element for its cancellation')
    t.strictSame(about('transfer'), [], 'the bureau hears nothing of a transfer')
  }
  t.strictSame(said({}).filter((line) => line.endsWith(' service.kind')), [])
})

t.test('who adds an access is warned not to move DNS yet, unless the provider allows it', async (t) => {
  const warning = 'warn DNS_AFTER_APPROVAL service.domains[0].name'
  t.ok(said({ orderType: 'add_access' }).includes(warning))
  t.notOk(said({ orderType: 'add_access', policy: { ...huawei, dnsDuringAccessOrder: 'allowed' } }).includes(warning))
  t.notOk(said({}).includes(warning), 'a first filing has its own rule: the site stays closed')
})
