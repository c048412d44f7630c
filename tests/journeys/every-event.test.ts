import t from 'tap'
import { FACT_TYPES, REQUEST_TYPES } from '../../machines/order/order-events.ts'
import { orderDelays } from '../../machines/order/order-delays.ts'
import type { OrderPolicy } from '../../machines/order/policy/order-policy.ts'
import { ORDER_STATES, type OrderState } from '../../machines/order/order-states.ts'
import { ORDER_TYPES, type OrderType } from '../../machines/order/order-types.ts'
import { POLICY_PRESETS } from '../../machines/order/policy/policy-presets.ts'
import { givenFiled } from '../../services/orders/testing/given-filed.ts'
import { givenOrderOf } from '../../services/orders/testing/given-order-of.ts'
import { startApi, type TestApi } from '../../services/api/testing/start-api.ts'
import { EVENT_TYPES } from '../../services/orders/events/event-catalogue.ts'
import { checkEvents } from './every-event/check-events.ts'
import { explore, type Foreseen, type Place } from './every-event/explore.ts'
import { passTime, type Note } from './every-event/pass-time.ts'
import { planWalks } from './every-event/plan-walks.ts'
import { takeStep, type Surprise } from './every-event/take-step.ts'
import { WHAT_HAPPENS } from './every-event/what-happens.ts'

const STATES = Object.keys(ORDER_STATES) as OrderState[]
const TIMERS: readonly string[] = Object.keys(orderDelays).map((name) => name.toLowerCase())
const EVENTS = [...REQUEST_TYPES, ...FACT_TYPES, ...TIMERS]
const { huawei, tencent, alibaba } = POLICY_PRESETS
const undoWindowMs = 10 * 60_000

/** Together they come to every state, and use every deadline. */
const RUNS: Array<{ name: keyof typeof WHAT_HAPPENS, orderType: OrderType, policy: OrderPolicy }> = [
  { name: 'first_filing', orderType: 'first_filing', policy: { ...huawei, undoWindowMs } },
  { name: 'cancel_subject', orderType: 'cancel_subject', policy: { ...huawei, automaticHandOver: true } },
  { name: 'migrate_service', orderType: 'migrate_service', policy: { ...tencent, fourEyes: true, undoWindowMs, accountNameMustMatch: false } },
  { name: 'transfer', orderType: 'transfer', policy: alibaba }
]

/** What came of each event in each state: the state it led to, where that is another; nothing for what was refused or ignored. */
type Happened = Map<string, Set<string>>

t.test('every event in every state, over HTTP, is taken as the chart says', async (t) => {
  const apis = await Promise.all(RUNS.map(async ({ policy }) => await startApi(t, { policy })))
  // All exploring first: it keeps the process from hearing anything else, a connection that is being made among it.
  const lives = RUNS.map((run, index) => ({ run, api: apis[index]!, places: placesOf(apis[index]!, run) }))
  const outcomes = await Promise.all(lives.map(async ({ run, api, places }) => await liveThrough(api, run, places)))
  for (const [index, { happened, surprises, walks, steps }] of outcomes.entries()) {
    const { name } = RUNS[index]!
    t.strictSame(surprises.slice(0, 3), [], `${name}: no surprise`)
    t.strictSame(tableOf(happened), WHAT_HAPPENS[name], `${name}: what happens`)
    t.comment(`${name}: ${walks} orders, ${steps} events, ${happened.size} pairs of state and event`)
  }
  const events = await Promise.all(apis.map(checkEvents))
  t.strictSame(events.flatMap(({ faults }) => faults).slice(0, 3), [], 'what the world is told is as the catalogue says')
  const types = new Set(events.flatMap(({ types }) => [...types]))
  t.strictSame(EVENT_TYPES.filter((type) => type.startsWith('order.') && !types.has(type)), [], 'all of it')
  t.comment(`${events.reduce((sum, { told }) => sum + told, 0)} events told`)
  const ran = new Set(outcomes.flatMap(({ happened }) => [...happened.keys()]))
  const missing = STATES.flatMap((state) => EVENTS.map((event) => `${state} ${event}`)).filter((pair) => !ran.has(pair))
  t.strictSame(missing, [], `all ${STATES.length * EVENTS.length} pairs of state and event`)
})

function placesOf ({ deps }: TestApi, { orderType, policy }: typeof RUNS[number]): Place[] {
  return explore({ orderType, province: 'guangdong', createdAt: deps.now().toISOString(), policy, contentHash: 'content-1', findings: [] })
}

async function liveThrough (api: TestApi, { orderType }: typeof RUNS[number], places: Place[]) {
  const placeAt = new Map(places.map((place) => [keyOf(place.way), place]))
  const leadsToOther = ORDER_TYPES[orderType].counterpartyConfirmation
  const happened: Happened = new Map()
  const surprises: Surprise[] = []
  let [walks, steps] = [0, 0]
  const begin = async () => {
    const n = ++walks
    const [account, other] = [`acme-${n}`, `beta-${n}`]
    if (leadsToOther) await givenFiled(api.deps, [{ n, account }, ...orderType === 'migrate_service' ? [{ n: n + 100_000, account: other }] : []])
    const { id } = await givenOrderOf(api.deps, { subject: n, type: orderType, account, ...leadsToOther && { counterparty: other } })
    return { api, id, account, other }
  }
  const note: Note = (from, { name, next }) => {
    const pair = `${from} ${name}`
    happened.set(pair, (happened.get(pair) ?? new Set()).add(next === null ? '' : next.state === from ? 'stays' : next.state))
  }

  for (const way of planWalks(places)) {
    const walker = await begin()
    for (let done = 0; done <= way.length && surprises.length === 0; done++) {
      const place = placeAt.get(keyOf(way.slice(0, done)))
      for (const one of place?.tries ?? []) {
        if (one.next !== null || happened.get(`${place!.order.state} ${one.name}`)?.has('')) continue
        surprises.push(...await takeStep(walker, place!.order, one))
        note(place!.order.state, one)
        steps++
      }
      if (done === way.length) break
      const before = done === 0 ? places[0]!.order : way[done - 1]!.next!
      surprises.push(...await takeStep(walker, before, way[done]!))
      if (!way[done]!.name.includes('window') && way[done]!.name !== 'expiry') note(before.state, way[done]!)
      steps++
    }
  }
  for (const place of firstOfEachState(places)) surprises.push(...await passTime(await begin(), place, note))
  return { happened, surprises, walks, steps }
}

function keyOf (way: Foreseen[]): string {
  return JSON.stringify(way.map(({ event }) => event))
}

function firstOfEachState<Item extends { order: { state: string } }> (places: Item[]): Item[] {
  return [...new Map(places.toReversed().map((place) => [place.order.state, place])).values()]
}

/**
 * Of each state its requests, facts and deadlines: `submit>initial_review` leads there, `save` stays; what has a `?` is refused or
 * ignored in some of the places of the state. What never does anything there is left out.
 */
function tableOf (happened: Happened): Record<string, string[]> {
  const cells = [...happened].map(([pair, outcomes]) => {
    const [state, type, ...words] = pair.split(' ')
    const event = [type, ...words].join(' ') + (outcomes.has('') ? '?' : '')
    return { state, type, led: [...outcomes].filter(Boolean).sort().map((to) => to === 'stays' ? event : `${event}>${to}`) }
  })
  const line = (state: string, types: readonly string[]) =>
    cells.filter((cell) => cell.state === state && types.includes(cell.type!)).flatMap(({ led }) => led).sort().join(', ')
  return Object.fromEntries(STATES.filter((state) => cells.some((cell) => cell.state === state))
    .map((state) => [state, [line(state, REQUEST_TYPES), line(state, FACT_TYPES), line(state, TIMERS)]]))
}
