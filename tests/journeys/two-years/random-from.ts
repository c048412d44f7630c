export type Random = {
  /** From 0 up to 1. */
  number (): number
  pick<Value> (values: readonly Value[]): Value
  chance (probability: number): boolean
}

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function randomFrom (seed: number): Random {
  let state = seed >>> 0
  const number = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ state >>> 15, state | 1)
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61)
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32
  }
  return {
    number,
    pick: (values) => values[Math.floor(number() * values.length)]!,
    chance: (probability) => number() < probability
  }
}
