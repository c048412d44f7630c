import type { Bureau } from './bureau.ts'

/** The next number of a series. The seed is where every series begins, so two runs with one seed are alike. */
export function count ({ store, seed }: Bureau, series: string): number {
  const next = (store.get('counters', series) ?? seed - 1) + 1
  store.put('counters', series, next)
  return next
}
