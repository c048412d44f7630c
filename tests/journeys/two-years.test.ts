import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { birthOf } from '../../machines/order/order-context.ts'
import { isOpen, type OrderState } from '../../machines/order/order-states.ts'
import type { OrdersDeps } from '../../services/orders/orders-deps.ts'
import { startOrders } from '../../services/orders/testing/start-orders.ts'
import { isWorkedOn } from './two-years/calendar-of-china.ts'
import { bear, happen, passTime, type Life } from './two-years/life-in-memory.ts'
import { playScripts } from './two-years/play-scripts.ts'
import { writeScript, type Script } from './two-years/write-script.ts'

const SEED = Number(process.env.TWO_YEARS_SEED ?? 1)
const ORDERS = 1000
/** In 2025 and 2026 every holiday is announced; the last watch dates are in 2026 too. */
const YEARS = { from: '2025-01-01T02:00:00.000Z', to: '2026-11-20T02:00:00.000Z' }
const FOREVER = '2100-01-01T00:00:00.000Z'
const WATCHES = ['review_watch', 'hand_over_watch', 'submission_watch', 'bureau_watch']

t.test(`two years of ${ORDERS} orders of every type end as the model predicts, and no deadline is left (seed ${SEED})`, async (t) => {
  const stage = await startOrders(t)
  stage.advance(Date.parse(YEARS.from) - stage.now().getTime())
  const scripts = Array.from({ length: ORDERS }, (_, index) => writeScript(SEED, index + 1, YEARS))
  const { placed, moments, surprises } = await playScripts(stage, scripts)
  t.strictSame(surprises, [], 'the service accepts and refuses what the model does')
  t.equal(placed.size, ORDERS)

  const predicted = scripts.map((script) => predict(script, bear(birthOf(placed.get(script.n)!.context))))
  const stored = await findOrders(stage)
  const ends = scripts.map(({ n }) => stored.get(placed.get(n)!.id)!)
  const wrong = scripts.filter((_, index) => !isDeepStrictEqual(ends[index], storedAs(predicted[index]!)))
  t.strictSame(wrong.map(({ n, type, policy }) => [n, type, policy.preset]), [])

  t.strictSame(await stage.db.selectFrom('order_timer').selectAll().execute(), [], 'no deadline is left behind')
  const claiming = await stage.db.selectFrom('order_claim').select('order_id as id').distinct().execute()
  const open = [...stored].filter(([, { state }]) => isOpen(state)).map(([id]) => id)
  t.strictSame(claiming.map(({ id }) => id).sort(), open.sort(), 'who is open claims, who is closed does not')
  t.strictSame(predicted.filter((life) => !mayStay(life)).map(({ state, context }) => [state, context.policy.preset]), [], 'who waits, waits for somebody')
  t.strictSame(await watchDates(stage).then((dates) => dates.filter((at) => !isWorkedOn(at))), [], 'nobody is sent to look on a free day')
  for (const line of table(predicted, moments)) t.comment(line)
})

function predict ({ scenes }: Script, born: Life): Life {
  const lived = scenes.reduce((life, { at, event }) => {
    const before = passTime(life, at)
    return happen(before, event) ?? before
  }, born)
  return passTime(lived, FOREVER)
}

type End = { state: OrderState, context: object, version: number }

function storedAs ({ state, context, version }: Life): End {
  return { state, context, version }
}

async function findOrders ({ db }: OrdersDeps): Promise<Map<string, End>> {
  const rows = await db.selectFrom('filing_order').select(['id', 'state', 'context', 'version']).execute()
  return new Map(rows.map(({ id, ...end }) => [id, end]))
}

/** Final, or the turn of somebody who has been reminded of it for the last time. */
const WAIT_FOR_STAFF_OR_BUREAU: OrderState[] = ['initial_review', 'bureau_queue', 'bureau_submitting', 'bureau_submission_failed', 'bureau_review']

function mayStay ({ state, context: { policy, attempt }, deadlines }: Life): boolean {
  if (deadlines.length > 0) return false
  if (!isOpen(state) || WAIT_FOR_STAFF_OR_BUREAU.includes(state)) return true
  // where creation counts, what has been at the bureau does not expire any more
  return policy.validity.countedFrom === 'creation' && attempt > 0
}

async function watchDates ({ db }: OrdersDeps): Promise<string[]> {
  const fired = await db.selectFrom('order_history').select('at').where('event_type', 'in', WATCHES).execute()
  const tasks = await db.selectFrom('review_task').select('due_at as at').execute()
  return [...fired, ...tasks].map(({ at }) => at.toISOString())
}

function table (lives: Life[], moments: number): string[] {
  const presets = Map.groupBy(lives, ({ context }) => context.policy.preset)
  const states = [...new Set(lives.map(({ state }) => state))].sort()
  const row = (name: string, cells: Array<string | number>) => name.padEnd(26) + cells.map((cell) => String(cell).padStart(9)).join('')
  return [
    row(`${moments} moments`, [...presets.keys()]),
    ...states.map((state) => row(state, [...presets.values()].map((some) => some.filter((life) => life.state === state).length)))
  ]
}
