import t from 'tap'
import type { Envelope } from '../../orders/events/compose-envelope.ts'
import { keepTrack } from './keep-track.ts'

const event = (orderId: string | null, sequence: number, previousSequence: number | null, data = {}): Envelope => ({
  id: `${orderId}-${sequence}`, type: 'order.submitted', occurredAt: '2026-01-05T02:00:00.000Z', orderId, sequence, previousSequence, data
})

t.test('an event that comes again is told from a new one', async (t) => {
  const track = keepTrack()
  t.strictSame([1, 2, 3].map(() => track(event('a', 1, null)).times), [1, 2, 3])
  t.equal(track(event('a', 2, 1)).times, 1)
})

t.test('a gap is seen in each order by itself, and what filters leave out is none', async (t) => {
  const track = keepTrack()
  const missing = (...given: Parameters<typeof event>) => track(event(...given)).missing
  t.equal(missing('a', 2, null), null, 'the first that was meant for us')
  t.equal(missing('b', 1, null), null)
  t.equal(missing('a', 5, 2), null, 'three and four were not meant for us')
  t.equal(missing('a', 9, 7), 7)
  t.equal(missing('a', 10, 9), null)
  t.equal(missing('a', 7, 5), null, 'the late one')
  t.equal(missing(null, 2, 1, { filing: '粤ICP备1号' }), 1, 'of filings by their number')
  t.equal(missing(null, 3, 2, { filing: '粤ICP备1号' }), null)
})
