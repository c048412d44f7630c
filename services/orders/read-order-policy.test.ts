import t from 'tap'
import { POLICY_PRESETS } from '../../machines/order/policy/policy-presets.ts'
import { readOrderPolicy } from './read-order-policy.ts'

const { huawei, tencent } = POLICY_PRESETS

t.test('a policy is a preset, or a preset with the switches that differ', async (t) => {
  t.strictSame(readOrderPolicy('tencent'), tencent)
  t.strictSame(readOrderPolicy('{"preset":"huawei","fourEyes":true,"validity":{"days":60},"reminderDays":[20]}'), {
    ...huawei, fourEyes: true, validity: { ...huawei.validity, days: 60 }, reminderDays: [20]
  })
  t.strictSame(readOrderPolicy(JSON.stringify({ ...huawei, undoWindowMs: 60_000 })), { ...huawei, undoWindowMs: 60_000 }, 'or a whole one')
})

t.test('a policy that cannot be right says why', async (t) => {
  t.throws(() => readOrderPolicy('amazon'), /there are huawei, alibaba, tencent, wechat/)
  t.throws(() => readOrderPolicy('{"preset":"amazon"}'), /there are huawei/)
  t.throws(() => readOrderPolicy('{'), /not valid JSON/)
  t.throws(() => readOrderPolicy('{"preset":"huawei","fourEyes":"yes","validty":{}}'), /fourEyes.*validty|validty.*fourEyes/s)
  t.throws(() => readOrderPolicy('{"fourEyes":true}'), /preset/)
})
