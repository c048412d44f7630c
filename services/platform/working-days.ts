import chineseDays from 'chinese-days'

/**
 * The same time of day, so many working days later (工作日), by the calendar of Asia/Shanghai: holidays as the State Council
 * announces them, and the weekends on which it has people work instead. In years not announced yet only weekends are free.
 */
export function addWorkingDays (at: string, days: number): string {
  const local = Date.parse(at) + SHANGHAI_MS
  const today = new Date(local).toISOString().slice(0, 10)
  const target = chineseDays.findWorkday(days, today)
  return new Date(Date.parse(`${target}T00:00:00Z`) + local % DAY_MS - SHANGHAI_MS).toISOString()
}

const DAY_MS = 24 * 60 * 60 * 1000
/** Without summer time since 1991. */
const SHANGHAI_MS = 8 * 60 * 60 * 1000
