import chineseDays from 'chinese-days'
import t from 'tap'
import { statutoryHolidays } from './statutory-holidays.ts'
import { isAnnounced } from './working-days.ts'

const YEARS = Array.from({ length: 97 }, (_, index) => 2004 + index)
const ANNOUNCED = YEARS.filter(isAnnounced)

/** Free since 2008; the revision of 2025 added New Year's Eve and 2 May. */
function ofOldLaw (year: number): string[] {
  return statutoryHolidays(year).filter((day, index) => index !== 1 && !day.endsWith('-05-02'))
}

t.test('the library has the announcements of some years, one after the other', async (t) => {
  t.ok(ANNOUNCED.includes(2026))
  t.equal(ANNOUNCED.length, ANNOUNCED.at(-1)! - ANNOUNCED[0]! + 1)
})

t.test('in every year that was announced, each day of the law was free', async (t) => {
  for (const year of ANNOUNCED.filter((year) => year >= 2008)) {
    const days = year >= 2025 ? statutoryHolidays(year) : ofOldLaw(year)
    t.strictSame(days.filter((day) => !chineseDays.isHoliday(day)), [], String(year))
  }
})

t.test('thirteen days of every year of this century, each in its season', async (t) => {
  for (const year of YEARS) {
    const days = statutoryHolidays(year)
    t.equal(days.length, 13)
    const months = days.map((day) => day.slice(5, 7)).join(' ')
    t.match(months, /^01 (0[12] ){4}04 05 05 0[56] (09|10) 10 10 10$/, String(year))
    t.ok(days.every((day) => day.startsWith(`${year}-`)), String(year))
  }
})

t.test('the days of 2027 and of 2028, which has a fifth month twice', async (t) => {
  t.strictSame(statutoryHolidays(2027), [
    '2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-04-05', '2027-05-01', '2027-05-02', '2027-06-09', '2027-09-15',
    '2027-10-01', '2027-10-02', '2027-10-03'
  ])
  t.strictSame(statutoryHolidays(2028).slice(5, 10), ['2028-04-04', '2028-05-01', '2028-05-02', '2028-05-28', '2028-10-03'])
})
