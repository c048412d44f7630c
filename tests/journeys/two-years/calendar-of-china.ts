/**
 * Free days and make-up working days of 2025 and 2026 as the State Council announced them (国办发明电〔2024〕12号, 〔2025〕7号), typed in
 * by hand so that they do not come from the library that the service asks.
 */
const HOLIDAYS = [
  ['2025-01-01', '2025-01-01'], ['2025-01-28', '2025-02-04'], ['2025-04-04', '2025-04-06'], ['2025-05-01', '2025-05-05'],
  ['2025-05-31', '2025-06-02'], ['2025-10-01', '2025-10-08'],
  ['2026-01-01', '2026-01-03'], ['2026-02-15', '2026-02-23'], ['2026-04-04', '2026-04-06'], ['2026-05-01', '2026-05-05'],
  ['2026-06-19', '2026-06-21'], ['2026-09-25', '2026-09-27'], ['2026-10-01', '2026-10-07']
] as const
const MAKE_UP = [
  '2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11',
  '2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'
]
const DAY_MS = 24 * 60 * 60 * 1000
const SHANGHAI_MS = 8 * 60 * 60 * 1000

/** Is it worked in China on the day of this moment? */
export function isWorkedOn (at: string): boolean {
  const local = new Date(Date.parse(at) + SHANGHAI_MS)
  const day = local.toISOString().slice(0, 10)
  if (MAKE_UP.includes(day)) return true
  const isWeekend = local.getUTCDay() % 6 === 0
  return !isWeekend && !HOLIDAYS.some(([first, last]) => first <= day && day <= last)
}

/** Day by day, as a person counts on a calendar. */
export function afterWorkingDays (at: string, days: number): string {
  let moment = at
  for (let left = days; left > 0;) {
    moment = new Date(Date.parse(moment) + DAY_MS).toISOString()
    if (isWorkedOn(moment)) left--
  }
  return moment
}
