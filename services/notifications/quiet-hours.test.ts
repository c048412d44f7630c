import t from 'tap'
import { afterQuietHours, quietUntil } from './quiet-hours.ts'

const beijing = (text: string) => new Date(`${text}+08:00`)

t.test('from 22:00 to 09:00 in Beijing a message waits for nine o\'clock', async (t) => {
  const cases: Array<[string, string]> = [
    ['2026-03-02T08:59:59.999', '2026-03-02T09:00:00'],
    ['2026-03-02T09:00:00', '2026-03-02T09:00:00'],
    ['2026-03-02T21:59:59.999', '2026-03-02T21:59:59.999'],
    ['2026-03-02T22:00:00', '2026-03-03T09:00:00'],
    ['2026-03-02T23:30:00', '2026-03-03T09:00:00'],
    ['2026-03-03T00:00:00', '2026-03-03T09:00:00'],
    ['2026-12-31T22:00:00', '2027-01-01T09:00:00']
  ]
  for (const [at, then] of cases) t.strictSame(afterQuietHours(beijing(at)), beijing(then), at)
})

t.test('one that would be over by nine leaves at once', async (t) => {
  const night = beijing('2026-03-02T23:00:00')
  t.strictSame(quietUntil(night, beijing('2026-03-03T09:00:00')), night)
  t.strictSame(quietUntil(night, beijing('2026-03-03T09:00:01')), beijing('2026-03-03T09:00:00'))
  t.strictSame(quietUntil(night, null), beijing('2026-03-03T09:00:00'))
})
