import chineseDays from 'chinese-days'

/**
 * The days of a year that are free by law whatever the State Council announces, as YYYY-MM-DD: art. 2 of 全国年节及纪念日放假办法
 * as revised with effect from 2025. Which days beside them are free, and which weekends are worked for that, is announced each
 * November for the next year, and not known before.
 */
export function statutoryHolidays (year: number): string[] {
  const newYear = lunarDay(year, '01-01')
  return [
    `${year}-01-01`,
    dayAfter(newYear, -1), newYear, dayAfter(newYear, 1), dayAfter(newYear, 2),
    chineseDays.getSolarTermDate(year, 4, 'pure_brightness'),
    `${year}-05-01`, `${year}-05-02`,
    lunarDay(year, '05-05'),
    lunarDay(year, '08-15'),
    `${year}-10-01`, `${year}-10-02`, `${year}-10-03`
  ]
}

/** Of a month that comes twice, the first. */
function lunarDay (year: number, monthAndDay: string): string {
  return chineseDays.getSolarDateFromLunar(`${year}-${monthAndDay}`).date
}

function dayAfter (day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

const DAY_MS = 24 * 60 * 60 * 1000
