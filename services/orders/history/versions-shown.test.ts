import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { OrderBirth } from '../../../machines/order/order-context.ts'
import { live, type Lived } from '../../../machines/order/testing/live.ts'
import { AT } from '../../../machines/order/testing/orders.ts'
import { randomPolicy } from '../../../machines/order/testing/random-policy.ts'
import { randomStep } from '../../../machines/order/testing/random-step.ts'
import { isShared } from '../is-shared.ts'
import { versionsShown, type StepOfOrder } from './versions-shown.ts'

const BORN: StepOfOrder = { version: 1, event: 'create', from: null, to: 'draft' }

t.test('whatever happens to an order, the other account is told what it could see happen, and nothing else', async (t) => {
  const birth: fc.Arbitrary<OrderBirth> = fc.record({
    orderType: fc.constantFrom('transfer', 'migrate_service'),
    province: fc.constant('guangdong'),
    createdAt: fc.constant(AT),
    policy: randomPolicy,
    contentHash: fc.constant('content-0'),
    findings: fc.constant([])
  })
  const met = new Set<string>()
  fc.assert(fc.property(birth, fc.array(randomStep, { maxLength: 60, size: 'max' }), (birth, steps) => {
    const life = live(birth, steps).filter(({ decision }) => decision !== null) // a refused request makes no version
    const stood = [false, ...life.map(({ after }) => isShared(after))]
    const visible = life.flatMap((_, index) => stood[index] || stood[index + 1] ? index + 2 : [])
    assert.deepEqual(versionsShown([BORN, ...life.map(stepOf)]), visible)
    stood.slice(1).forEach((shown, index) => met.add(`${stood[index]} to ${shown}`))
  }), { numRuns: 400 })
  t.strictSame([...met].sort(), ['false to false', 'false to true', 'true to false', 'true to true'], 'and the lives were full ones')
})

function stepOf ({ before, after, event }: Lived, index: number): StepOfOrder {
  return { version: index + 2, event: event.type === 'timer' ? event.name : event.type, from: before.state, to: after.state }
}
