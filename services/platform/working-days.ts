import chineseDays from 'chinese-days'
import { statutoryHolidays } from './statutory-holidays.ts'

/**
 * The same time of day, so many working days later (工作日), by the calendar of Asia/Shanghai: holidays as the State Council
 * announces them, and the weekends on which it has people work instead. In a year that the library knows no announcement of
 * this is a forecast: weekends and the days of the law are free, and no weekend is worked.
 */
export function addWorkingDays (at: string, days: number): string {
  const local = Date.parse(at) + SHANGHAI_MS
  let day = local - local % DAY_MS
  let left = days
  while (left > 0 || !isWorkingDay(day)) {
    day += DAY_MS
    if (isWorkingDay(day)) left--
  }
  return new Date(day + local % DAY_MS - SHANGHAI_MS).toISOString()
}

/** Has the State Council said, as far as the library knows, which days of the year are free? */
export function isAnnounced (year: number): boolean {
  return chineseDays.getDayDetail(`${year}-10-01`).name.includes('国庆节') // a day that it only knows the weekday of bears its name
}

function isWorkingDay (day: number): boolean {
  const date = new Date(day).toISOString().slice(0, 10)
  return chineseDays.isWorkday(date) && !freeByLaw(Number(date.slice(0, 4))).has(date)
}

const FREE_BY_LAW = new Map<number, Set<string>>()

/** Beyond what is announced. Kept: a deadline asks once a day that it counts. */
function freeByLaw (year: number): Set<string> {
  const known = FREE_BY_LAW.get(year)
  if (known) return known
  const days = new Set(isAnnounced(year) ? [] : statutoryHolidays(year))
  FREE_BY_LAW.set(year, days)
  return days
}

const DAY_MS = 24 * 60 * 60 * 1000
/** Without summer time since 1991. */
const SHANGHAI_MS = 8 * 60 * 60 * 1000
