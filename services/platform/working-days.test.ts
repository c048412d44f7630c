import t from 'tap'
import { addWorkingDays } from './working-days.ts'

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
