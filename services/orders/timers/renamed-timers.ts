import type { Deadline, OrderInMotion } from '../stored-order.ts'

type Upgraded = Pick<OrderInMotion, 'upgrade'>

/** Rows of an earlier release that must go with the first commit of this one. */
export function formerTimers ({ upgrade }: Upgraded): string[] {
  return upgrade?.renamedTimers.map(({ storedAs }) => storedAs) ?? []
}

/** Of the deadlines that stand afterwards, those which have no row under their name of today. */
export function deadlinesWithoutRow ({ upgrade }: Upgraded, { deadlines }: Pick<OrderInMotion, 'deadlines'>): Deadline[] {
  const names = upgrade?.renamedTimers.map(({ name }) => name) ?? []
  return names.length === 0 ? [] : deadlines.filter(({ name }) => names.includes(name))
}
