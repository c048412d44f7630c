import { randomUUIDv7 } from 'node:crypto'
import t from 'tap'
import type { NotificationAudience } from '../../notifications/message-templates.ts'
import { notificationsOf } from '../../notifications/testing/notifications-of.ts'
import { givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi, type TestApi } from '../testing/start-api.ts'

/** Oldest first. */
async function givenNotifications (
  api: TestApi, audience: NotificationAudience, count: number, account: string | null = null
): Promise<string[]> {
  const { id: orderId } = await givenOrder(api, 'draft', count)
  const ids = Array.from({ length: count }, () => randomUUIDv7()).sort()
  await notificationsOf(api.deps).db.insertInto('notification').values(ids.map((id, index) => ({
    id,
    order_id: orderId,
    version: index,
    occasion: id,
    audience,
    account_id: account,
    template: 'order_submitted' as const,
    parameters: null,
    created_at: api.deps.now(),
    read_at: null
  }))).execute()
  return ids
}

t.test('an account reads one message, or all up to one; what came later stays unread', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const [first, second, third] = await givenNotifications(api, 'applicant', 3, 'acme') as [string, string, string]
  const unread = async () => (await send(api, '/v1/notifications', applicant, { query: { unread: 'true' } })).json().data.map(({ id }: { id: string }) => id)
  t.same(await unread(), [third, second, first])
  const once = await send(api, `/v1/notifications/${second}/read`, applicant, { body: {} })
  t.match([once.statusCode, once.json()], [200, { count: 2, more: false }])
  t.match((await send(api, `/v1/notifications/${second.toUpperCase()}/read`, applicant, { method: 'POST' })).json(), { count: 2 })
  t.same(await unread(), [third, first])
  t.match((await send(api, '/v1/notifications/read', applicant, { body: { upTo: second } })).json(), { count: 1 })
  t.same(await unread(), [third])
  const all = (await send(api, '/v1/notifications', applicant)).json().data
  t.match(all.map(({ readAt }: { readAt: string | null }) => readAt !== null), [false, true, true])
  t.same((await send(api, '/v1/notifications/unread', applicant)).json(), { count: 1, more: false })
})

t.test('staff read each for themselves', async (t) => {
  const api = await startApi(t)
  const [lin, wang] = [await api.as('reviewer', { sub: 'lin' }), await api.as('reviewer', { sub: 'wang' })]
  const [first, second, third] = await givenNotifications(api, 'reviewers', 3) as [string, string, string]
  const count = async (caller: typeof lin) => (await send(api, '/v1/notifications/unread', caller)).json().count
  await send(api, `/v1/notifications/${third}/read`, lin, { body: {} })
  t.same([await count(lin), await count(wang)], [2, 3])
  await send(api, '/v1/notifications/read', lin, { body: { upTo: second } })
  t.same([await count(lin), await count(wang)], [0, 3])
  await send(api, '/v1/notifications/read', lin, { body: { upTo: first } })
  t.same(await count(lin), 0, 'a mark never goes back')
  const shown = (await send(api, '/v1/notifications', lin)).json().data
  t.ok(shown.every(({ readAt }: { readAt: string | null }) => readAt !== null))
  t.same((await send(api, '/v1/notifications', wang, { query: { unread: 'true' } })).json().data.length, 3)
})

t.test('a message that is somebody else\'s is not there', async (t) => {
  const api = await startApi(t)
  const [id] = await givenNotifications(api, 'applicant', 1, 'acme') as [string]
  const other = await api.as('applicant', { account: 'other' })
  for (const caller of [other, await api.as('reviewer'), await api.as('integrator')]) {
    for (const [path, body] of [[`/v1/notifications/${id}/read`, {}], ['/v1/notifications/read', { upTo: id }]] as const) {
      const reply = await send(api, path, caller, { body })
      t.match([reply.statusCode, reply.json().code], [404, 'notification_not_found'])
    }
  }
  t.match((await send(api, '/v1/notifications/nonsense/read', other, { body: {} })).json(), { code: 'notification_not_found' })
  const faulty = await send(api, '/v1/notifications/read', other, { body: { upTo: 'nonsense' } })
  t.match([faulty.statusCode, faulty.json().errors], [400, [{ field: 'upTo' }]])
})
