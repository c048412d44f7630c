import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BureauPace } from '../beian-parts.ts'
import type { OrderSummary } from '../../orders/find-orders.ts'
import { meetPeople, type People } from '../people/meet-people.ts'
import type { RunningBeian } from '../start-beian.ts'
import { bringToState } from './bring-to-state.ts'
import { placeInThePast } from './place-in-the-past.ts'
import { seedOrders, type SeedOrder } from './seed-orders.ts'

/** While the seed is laid the bureau decides at once. */
const AT_ONCE: BureauPace = { checkAfterMs: 0, smsAfterMs: 0, reviewAfterMs: 0 }
const SEEDED = 'seeded'

export type SeedOptions = {
  dataDir: string
  /** Of the bureau, once the seed is laid. */
  pace: BureauPace
}

/**
 * Gives a new service orders in every state, once. Broken off, it goes on at the next start with the orders that are
 * missing; one that was on its way stays where it was. Answers how many it placed, and in words what its policy does not let be.
 */
export async function seed (beian: RunningBeian, { dataDir, pace }: SeedOptions): Promise<{ placed: number, leftOut: string[] }> {
  const marker = join(dataDir, SEEDED)
  if (existsSync(marker)) return { placed: 0, leftOut: [] }
  const { orders, leftOut } = seedOrders(beian.policy)
  const people = await meetPeople(beian)
  const placed = await findPlaced(people)
  const missing = orders.filter(({ order }) => !placed.has(order.externalReference!))
  const [moving, standing] = partition(missing, ({ kind }) => kind.startsWith('moving'))
  const layAll = async (orders: SeedOrder[]) => await Promise.allSettled(orders.map(async (order) => await lay(order, people, beian)))
  await people.bureau.setPace(AT_ONCE)
  const laid = await layAll(standing)
  await people.bureau.setPace(pace)
  laid.push(...await layAll(moving))
  const faults = laid.flatMap((outcome) => outcome.status === 'rejected' ? [outcome.reason] : [])
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} of ${missing.length} orders failed: ${String(faults[0])}`)
  await writeFile(marker, `${new Date().toISOString()}\n`)
  return { placed: missing.length, leftOut }
}

async function lay (order: SeedOrder, people: People, beian: RunningBeian): Promise<void> {
  if (order.kind === 'expired' || order.kind === 'invalid') await placeInThePast(order, beian)
  else await bringToState(order, people, beian.policy)
}

async function findPlaced ({ admin }: People): Promise<Set<string | null>> {
  const { data } = await admin<{ data: OrderSummary[] }>('/v1/orders?limit=100')
  return new Set(data.map(({ externalReference }) => externalReference))
}

function partition<Item> (items: Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))]
}
