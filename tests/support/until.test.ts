import t from 'tap'
import { until } from './until.ts'

t.test('until answers what the condition answers, as soon as it is truthy', async (t) => {
  let asked = 0
  t.equal(await until(() => ++asked === 3 && 'third', { everyMs: 1 }), 'third')
  t.equal(asked, 3)
})

t.test('a condition that throws is asked again', async (t) => {
  let asked = 0
  await until(async () => { if (++asked < 3) throw new Error('not yet'); return true }, { everyMs: 1 })
  t.equal(asked, 3)
})

t.test('until gives up with the condition, or its description, and the last error', async (t) => {
  const never = (): boolean => false
  await t.rejects(until(never, { timeoutMs: 10 }), { message: 'waited 10 ms in vain until: () => false' })
  const fails = async (): Promise<never> => { throw new Error('refused') }
  await t.rejects(until(fails, { timeoutMs: 10, description: 'the api answers' }),
    { message: 'waited 10 ms in vain until: the api answers', cause: { message: 'refused' } })
})
