import type { OpenFinding, OrderEvent, OrderFact, RequestType, Role } from '../../../machines/order/order-events.ts'
import { ORDER_TYPES, type OrderType } from '../../../machines/order/order-types.ts'
import type { OrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import { POLICY_PRESETS } from '../../../machines/order/policy/policy-presets.ts'
import { REQUESTS_OF_ROLE } from '../../../machines/order/requests-of-role.ts'
import { answersOfBureau, type Arrival } from './answers-of-bureau.ts'
import { HABITS, type Habit } from './habits.ts'
import { bear, fireNext, happen, type Life } from './life-in-memory.ts'
import { randomFrom, type Random } from './random-from.ts'

/** All that the world does to one order. `accepted`: what the machine says to it, at that moment of this life. */
export type Script = { n: number, type: OrderType, policy: OrderPolicy, placedAt: string, scenes: Scene[] }
export type Scene = { at: string, event: OrderEvent, accepted: boolean, isReview: boolean }

/** People act twice a day, so that many moments coincide: among orders, and with deadlines. */
const GRID_MS = 12 * 60 * 60 * 1000
const HOUR_MS = 60 * 60 * 1000

/** The life of the nth order between two moments, the same for the same seed. */
export function writeScript (seed: number, n: number, { from, to }: { from: string, to: string }): Script {
  const random = randomFrom(seed * 1_000_003 + n)
  const type = random.pick(Object.keys(ORDER_TYPES) as OrderType[])
  const policy = random.pick(Object.values(POLICY_PRESETS))
  const placedAt = onGrid(Date.parse(from) + random.number() * (Date.parse(to) - Date.parse(from)))
  const life = bear({ orderType: type, province: 'guangdong', createdAt: placedAt, policy, contentHash: 'at-birth', findings: [] })
  return { n, type, policy, placedAt, scenes: playOut(random, life, to) }
}

type Plan = { at: string, habit: Habit } | null

function playOut (random: Random, born: Life, to: string): Scene[] {
  const scenes: Scene[] = []
  let life = born
  let arrivals: Arrival[] = []
  let plan = makePlan(random, life, life.at)
  const follow = (next: Life, at: string, planIsDone: boolean) => {
    const isSent = next.context.attempt > life.context.attempt
    if (isSent) arrivals = [...arrivals, ...answersOfBureau(random, at, next.context.attempt)]
    if (planIsDone || next.state !== life.state) plan = makePlan(random, next, at)
    life = next
  }
  for (let last = life.at; ;) {
    arrivals.sort((one, other) => one.at < other.at ? -1 : 1)
    const [arrival] = arrivals
    const isArrival = arrival !== undefined && (plan === null || arrival.at <= plan.at)
    const wanted = isArrival ? arrival.at : plan?.at
    const at = wanted === undefined || wanted > last ? wanted : later(last, GRID_MS)
    const fired = fireNext(life, at ?? to)
    if (fired) {
      follow(fired, fired.at, false)
      continue
    }
    if (at === undefined || at > to) return scenes
    const event = isArrival ? arrival.event : eventOf(random, plan!.habit, life, at)
    const next = happen(life, event)
    scenes.push({ at, event, accepted: next !== null, isReview: life.state === 'initial_review' })
    if (isArrival) arrivals.shift()
    follow(next ?? life, at, !isArrival)
    last = at
  }
}

function makePlan (random: Random, { state }: Life, after: string): Plan {
  if (random.chance(0.04)) return { at: soon(random, after, 100), habit: anything(random) }
  const habits = HABITS[state]
  let left = random.number() * habits.reduce((sum, { weight }) => sum + weight, 0)
  const habit = habits.find(({ weight }) => (left -= weight) < 0)!
  return habit.does === null ? null : { at: soon(random, after, habit.hours), habit }
}

/** Whatever one of the role may ask for, whether the order is in a state for it or not. */
function anything (random: Random): Habit {
  const as = random.pick(Object.keys(REQUESTS_OF_ROLE) as Role[])
  return { does: random.pick(REQUESTS_OF_ROLE[as]), as, weight: 1, hours: 1 }
}

const RULE: OpenFinding = { field: 'service.domains[0].expiresOn', code: 'DOMAIN_TOO_SHORT', severity: 'reject', stage: 'rules' }
const OBJECTION: OpenFinding = { field: 'service.name', code: 'SITE_NAME_INVALID', severity: 'reject', stage: 'initial_review' }

function eventOf (random: Random, { does, as }: Habit, { context }: Life, at: string): OrderEvent {
  if (does === 'issue_link') return { type: 'authenticity_link_issued', at, causeId: `link-${at}` } satisfies OrderFact
  if (does === 'check_face') return { type: 'authenticity_checked', at, causeId: `face-${at}`, passed: random.chance(0.8) } satisfies OrderFact
  const isObjection = does === 'reject' || does === 'request_correction'
  const asked = { type: does as RequestType, at, by: { id: `${as}-${random.pick(['a', 'b'])}`, role: as }, ...random.chance(0.7) && { reason: 'given' } }
  if (isObjection) return { ...asked, findings: random.chance(0.95) ? [OBJECTION] : [] } as OrderEvent
  if (does === 'save') return { ...asked, contentHash: `saved-${at}`, changed: ['service.name'], findings: [] } as OrderEvent
  const ruleFails = random.chance(does === 'send_to_bureau' ? 0.08 : 0.02) && context.round < 20
  return { ...asked, findings: ruleFails ? [RULE] : [] } as OrderEvent
}

function soon (random: Random, after: string, hours: number): string {
  return later(onGrid(Date.parse(after) + random.number() * hours * HOUR_MS), GRID_MS)
}

function onGrid (ms: number): string {
  return new Date(Math.floor(ms / GRID_MS) * GRID_MS).toISOString()
}

function later (at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString()
}
