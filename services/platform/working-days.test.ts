import chineseDays from 'chinese-days'
import t from 'tap'
import { statutoryHolidays } from './statutory-holidays.ts'
import { addWorkingDays, isAnnounced } from './working-days.ts'

const DAY_MS = 24 * 60 * 60 * 1000

t.test('a weekend does not count', async (t) => {
  t.equal(addWorkingDays('2026-11-20T02:00:00.000Z', 1), '2026-11-23T02:00:00.000Z', 'from Friday to Monday')
  t.equal(addWorkingDays('2026-11-21T02:00:00.000Z', 2), '2026-11-24T02:00:00.000Z', 'from Saturday to Tuesday')
})

t.test('a holiday does not count, and a make-up workday on a weekend does', async (t) => {
  t.equal(addWorkingDays('2026-02-13T08:00:00.000Z', 1), '2026-02-14T08:00:00.000Z', 'Saturday 14 February 2026 is worked')
  t.equal(addWorkingDays('2026-02-14T08:00:00.000Z', 1), '2026-02-24T08:00:00.000Z', 'then comes the Spring Festival')
  t.equal(addWorkingDays('2026-09-30T03:00:00.000Z', 2), '2026-10-09T03:00:00.000Z', 'the National Day holiday ends on the 7th')
})

t.test('the day is that of Shanghai, not of Greenwich', async (t) => {
  t.equal(addWorkingDays('2026-11-19T17:00:00.000Z', 1), '2026-11-22T17:00:00.000Z', 'Friday one o\'clock in Shanghai: Monday one o\'clock')
})

t.test('no days at all is the moment itself on a working day', async (t) => {
  t.equal(addWorkingDays('2026-11-20T02:00:00.000Z', 0), '2026-11-20T02:00:00.000Z')
})

t.test('a year that nobody has announced has the holidays of the law, and no weekend is worked', async (t) => {
  const year = 2090
  t.notOk(isAnnounced(year))
  t.equal(addWorkingDays(`${year - 1}-12-30T02:00:00.000Z`, 1), `${year}-01-02T02:00:00.000Z`, '30 December 2089 is a Friday, the 2nd a Monday')
  t.equal(addWorkingDays(`${year}-05-01T02:00:00.000Z`, 0), `${year}-05-03T02:00:00.000Z`, 'Monday and Tuesday are free')
  t.equal(addWorkingDays(`${year}-09-29T02:00:00.000Z`, 1), `${year}-10-04T02:00:00.000Z`, 'from Friday, over the National Day, to Wednesday')
})

t.test('what the law frees in the years to come is no working day, nor is a weekend, and every other day is', async (t) => {
  for (let day = Date.UTC(2004, 0, 1); day < Date.UTC(2060, 0, 1); day += DAY_MS) {
    const date = new Date(day).toISOString().slice(0, 10)
    const year = Number(date.slice(0, 4))
    const free = isAnnounced(year)
      ? chineseDays.isHoliday(date)
      : [0, 6].includes(new Date(day).getUTCDay()) || statutoryHolidays(year).includes(date)
    const stays = addWorkingDays(`${date}T04:00:00.000Z`, 0) === `${date}T04:00:00.000Z`
    if (stays === free) t.fail(date)
  }
})

t.test('so many working days and then so many more are all of them at once', async (t) => {
  for (const start of ['2025-12-29', '2026-09-25', '2027-01-29', '2030-09-27']) {
    const at = `${start}T09:30:00.000Z`
    t.equal(addWorkingDays(addWorkingDays(at, 7), 13), addWorkingDays(at, 20), start)
  }
})
