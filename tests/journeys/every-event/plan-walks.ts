import type { Foreseen, Place } from './explore.ts'

/** Ways that together come to every place, and take every event that leads anywhere from every state. */
export function planWalks (places: Place[]): Foreseen[][] {
  const ways = places.map(({ way }) => way)
  const along = new Set(ways.flatMap((way) => way.slice(0, -1).map((_, index) => textOf(way.slice(0, index + 1)))))
  const toEnds = ways.filter((way) => !along.has(textOf(way)))
  const taken = new Set(toEnds.flatMap((way) => way.map((step, index) => stepOf(index === 0 ? 'draft' : way[index - 1]!.next!.state, step))))
  const others = places.flatMap(({ order, way, tries }) => tries.flatMap((one) => {
    const step = stepOf(order.state, one)
    if (one.next === null || taken.has(step)) return []
    taken.add(step)
    return [[...way, one]]
  }))
  return [...toEnds, ...others]
}

function stepOf (from: string, { name, next }: Foreseen): string {
  return [from, name, next?.state].join()
}

function textOf (way: Foreseen[]): string {
  return JSON.stringify(way.map(({ event }) => event))
}
