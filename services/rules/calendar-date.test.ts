import t from 'tap'
import { daysBetween, isCalendarDate, todayInChina } from './calendar-date.ts'

t.test('a date of the calendar exists, leap days included', async (t) => {
  for (const date of ['2024-02-29', '2029-01-01', '1949-12-31']) t.ok(isCalendarDate(date), date)
  for (const date of ['2023-02-29', '2026-02-30', '2026-13-01', '2026-00-10', '2026-1-1', '20260101', '']) t.notOk(isCalendarDate(date), date)
})

t.test('a day begins at midnight in Shanghai', async (t) => {
  t.equal(todayInChina(new Date('2026-11-20T15:59:59Z')), '2026-11-20')
  t.equal(todayInChina(new Date('2026-11-20T16:00:00Z')), '2026-11-21')
})

t.test('days are counted over months and leap days, backwards too', async (t) => {
  t.equal(daysBetween('2024-02-28', '2024-03-01'), 2)
  t.equal(daysBetween('2026-11-21', '2026-11-21'), 0)
  t.equal(daysBetween('2026-11-21', '2026-11-20'), -1)
})
