import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { OrderBirth } from './order-context.ts'
import { FACT_TYPES, isRequest, REQUEST_TYPES, type FactType } from './order-events.ts'
import { ORDER_STATES } from './order-states.ts'
import { keepPromises } from './testing/keep-promises.ts'
import { live, type Lived } from './testing/live.ts'
import { AT } from './testing/orders.ts'
import { randomPolicy, randomType } from './testing/random-policy.ts'
import { randomStep } from './testing/random-step.ts'

const NEVER_IGNORED: FactType[] = ['material_changed', 'authenticity_link_issued', 'authenticity_checked']
/** Were the lives dull, every promise would hold of them. */
const THINGS_TO_MEET = [
  ...Object.keys(ORDER_STATES).map((state) => `state ${state}`),
  ...REQUEST_TYPES.flatMap((type) => [`${type} accepted`, `${type} refused`]),
  ...FACT_TYPES.map((type) => `${type} used`),
  ...FACT_TYPES.filter((type) => !NEVER_IGNORED.includes(type)).map((type) => `${type} ignored`),
  ...['reminder_1', 'expiry', 'owner_window', 'counterparty_window', 'hand_over', 'sms_window', 'bureau_watch', 'authenticity_link']
    .flatMap((name) => [`${name} used`, `${name} ignored`])
]

const randomBirth: fc.Arbitrary<OrderBirth> = fc.record({
  orderType: randomType,
  province: fc.constantFrom('guangdong', 'zhejiang'),
  createdAt: fc.constant(AT),
  policy: randomPolicy,
  contentHash: fc.constant('content-0'),
  findings: fc.constant([])
})
const randomSteps = fc.array(randomStep, { maxLength: 60, size: 'max' })

t.test('whatever happens to an order, every promise holds', async (t) => {
  const left = new Set(THINGS_TO_MEET)
  const keptInLife = fc.property(randomBirth, randomSteps, (birth, steps) => {
    const life = live(birth, steps)
    life.forEach(keepPromises)
    assert.deepEqual(uploadsOf(life), uploadsOf(life).map((_, index) => index + 1), 'no attempt is uploaded twice')
    life.flatMap(thingsMet).forEach((thing) => left.delete(thing))
  })
  for (let round = 0; round < 8 && left.size > 0; round++) fc.assert(keptInLife, { numRuns: 250 })
  t.strictSame([...left], [], 'and the lives were full ones')
})

function uploadsOf (life: Lived[]): number[] {
  const effects = life.flatMap(({ decision }) => decision?.effects ?? [])
  return effects.flatMap((effect) => effect.type === 'upload_to_bureau' ? effect.attempt : [])
}

function thingsMet ({ after, event, decision }: Lived): string[] {
  const outcome = isRequest(event) ? (decision ? 'accepted' : 'refused') : decision!.ignored ? 'ignored' : 'used'
  return [`state ${after.state}`, `${event.type === 'timer' ? event.name : event.type} ${outcome}`]
}
