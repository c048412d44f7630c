/** China has one time zone and no summer time since 1991. */
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000

/** The day of the month exists: 2023-02-29 does not. */
export function isCalendarDate (date: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false
  const time = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date) // Date turns February 30th into March
}

/** Today where the bureaus are, spelled so that it compares with the dates of an order. */
export function todayInChina (now: Date): string {
  return new Date(now.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10)
}

/** Whole days from one date to a later one; negative when it is earlier. */
export function daysBetween (from: string, until: string): number {
  return (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / (24 * 60 * 60 * 1000)
}
