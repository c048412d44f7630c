import t from 'tap'
import { begin, decide, type OrderSnapshot } from '../../machines/order/decide.ts'
import { MACHINE_VERSION } from '../../machines/order/order-machine.ts'
import { checkOrderPolicy } from '../../machines/order/policy/order-policy.ts'
import { upcastBirth, upcastOrder } from '../../machines/order/upcasters/upcast-order.ts'
import type { Golden, GoldenOrder } from './compose-golden.ts'
import { DIFFERENCES, NOT_REPEATED, type Difference } from './differences.ts'
import { happening } from './golden-events.ts'
import { readGolden } from './golden-files.ts'
import { outcomesOf, type Outcomes } from './outcomes.ts'
import { BORN_AT } from './walk-order.ts'

const ROW = { province: 'guangdong', createdAt: BORN_AT }
const goldens = Array.from({ length: MACHINE_VERSION }, (_, index) => readGolden(index + 1)!)
const current = goldens.at(-1)!
const FIELDS = Object.keys(current.orders[0]!.context).toSorted()

for (const golden of goldens) {
  const { machineVersion, orders } = golden

  t.test(`every order that version ${machineVersion} stored loads, whole`, async (t) => {
    t.ok(orders.length > 90)
    for (const order of orders) {
      const { context, timers } = upcast(golden, order)
      const { policy, ...rest } = context
      t.strictSame(Object.keys(rest).toSorted(), FIELDS, order.name)
      t.equal(checkOrderPolicy(policy), policy)
      t.strictSame(timers.filter((name) => name === null || !current.timers.includes(name)), [])
    }
  })

  t.test(`every order that version ${machineVersion} stored takes the transitions that it took, but for those listed`, async (t) => {
    const listed = (DIFFERENCES[machineVersion] ?? []).map(({ because, ...difference }) => difference)
    const advice = golden === current ? 'meant, and nothing stored changes its shape: npm run golden' : 'meant: list it in differences.ts'
    t.strictSame(differencesOf(golden), listed.toSorted(byOutcome), advice)
  })

  t.test(`the history of every order that version ${machineVersion} stored gives that order, but for those listed`, async (t) => {
    const listed = Object.entries(NOT_REPEATED[machineVersion] ?? {}).map(([field, { orders }]) => [field, orders])
    t.strictSame(notRepeated(golden), Object.fromEntries(listed))
  })
}

function upcast ({ machineVersion, policies }: Golden, { state, context, policy, timers }: GoldenOrder) {
  return upcastOrder({ machineVersion, state, context: { ...context, policy: policies[policy] }, timers }, ROW)
}

function differencesOf (golden: Golden): Array<Omit<Difference, 'because'>> {
  const found = new Map<string, Omit<Difference, 'because'>>()
  for (const order of golden.orders) {
    const before = byEvent(order.outcomes)
    const now = byEvent(outcomesOf(upcast(golden, order), golden.events, order.askedAt))
    for (const event of Object.keys(golden.events)) {
      const [was = 'no use', is = 'no use'] = [before[event], now[event]]
      if (was === is) continue
      const known = found.get(`${was} -> ${is}`)?.events ?? []
      found.set(`${was} -> ${is}`, { was, is, events: [...new Set([...known, event])].sort() })
    }
  }
  return [...found.values()].sort(byOutcome)
}

function byEvent (outcomes: Outcomes): Record<string, string> {
  return Object.fromEntries(Object.entries(outcomes).flatMap(([outcome, events]) => events.map((event) => [event, outcome])))
}

function byOutcome (one: Omit<Difference, 'because'>, other: Omit<Difference, 'because'>): number {
  return one.was + one.is < other.was + other.is ? -1 : 1
}

/** By field of the context, the orders in which it comes out otherwise. */
function notRepeated (golden: Golden): Record<string, string[]> {
  const wrong: Record<string, string[]> = {}
  for (const order of golden.orders) {
    const { state, context } = upcast(golden, order)
    const replayed = replay(golden, order)
    if (replayed.state !== state) (wrong.state ??= []).push(order.name)
    for (const field of Object.keys(context) as Array<keyof typeof context>) {
      if (JSON.stringify(replayed.context[field]) !== JSON.stringify(context[field])) (wrong[field] ??= []).push(order.name)
    }
  }
  return wrong
}

function replay ({ machineVersion, policies, events }: Golden, { birth, policy, steps }: GoldenOrder): OrderSnapshot {
  const born = begin(upcastBirth(machineVersion, { ...birth, policy: policies[policy] }, ROW)).next
  return steps.reduce((order, [event, at]) => decide(order, happening(events[event]!, at)).next, born)
}
