import type { HistoryRow } from '../../orders/history/order-history.ts'
import type { OrderView } from '../../orders/order-view.ts'
import type { ApiClient } from '../people/api-client.ts'
import { inventOrder } from '../people/company.ts'
import type { People } from '../people/meet-people.ts'
import { untilState } from '../people/until-state.ts'
import { shareClock, type SharedClock } from './share-clock.ts'
import type { Story } from './story.ts'

/** How a story went: the order where it stands now, its history, and what broke the story off. */
export type Played = {
  story: Story
  order: OrderView | null
  history: HistoryRow[]
  error: unknown
}

const HOUR_MS = 60 * 60 * 1000

/** Plays all stories side by side, each with a company of its own, and says where each ended, also when one breaks off. */
export async function playStories (stories: Story[], people: People, saw: (story: Story, order: OrderView) => void): Promise<Played[]> {
  const clock = await shareClock({
    now: async () => new Date((await people.admin<{ now: string }>('/v1/test-clock')).now),
    moveTo: async (moment) => await moveTo(people.admin, moment)
  }, stories.length)
  return await Promise.all(stories.map(async (story, index) => await play(story, index, people, clock, (order) => saw(story, order))))
}

async function play (story: Story, index: number, people: People, clock: SharedClock, saw: (order: OrderView) => void): Promise<Played> {
  const order = inventOrder(index)
  const applicant = await people.applicant(NAMES[index % NAMES.length]!, `acct-${index + 1}`)
  let id: string | undefined
  let error: unknown = null
  try {
    await story.act({
      ...people,
      applicant,
      order,
      domain: order.service.domain!,
      hours: async (hours) => {
        if (id !== undefined) saw(await applicant.read(id))
        await clock.pass(hours * HOUR_MS)
      },
      until: async (orderId, state) => await untilState(async () => await applicant.read(orderId), state),
      follow (placed) {
        id = placed.id
        saw(placed)
        return placed
      }
    })
  } catch (caught) {
    error = caught
  } finally {
    clock.leave()
  }
  if (id === undefined) return { story, order: null, history: [], error }
  const end = await applicant.read(id)
  saw(end)
  const { data } = await people.admin<{ data: HistoryRow[] }>(`/v1/orders/${id}/history?limit=100`)
  return { story, order: end, history: data, error }
}

const NAMES = ['zhang', 'li', 'zhao', 'sun', 'zhou']

/** Real time goes on while we ask: a moment that is just over needs no move. */
async function moveTo (admin: ApiClient, moment: Date): Promise<Date> {
  const now = new Date((await admin<{ now: string }>('/v1/test-clock')).now)
  if (moment <= now) return now
  const moved = await admin<{ now: string }>('/v1/test-clock', { method: 'POST', body: { to: moment.toISOString() } })
  return new Date(moved.now)
}
