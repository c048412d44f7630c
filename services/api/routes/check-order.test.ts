import t from 'tap'
import { givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

const DAY_MS = 86_400_000

t.test('a check says what stands against submitting today, and changes nothing', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await givenOrder(api, 'draft')
  const check = async () => (await send(api, `/v1/orders/${id}/check`, applicant, { method: 'POST' })).json()
  t.same(await check(), { findings: [], missingMaterials: [], unknownFacts: [] })
  api.moveClock(3 * 365 * DAY_MS) // the domain of the example ends in 2029
  t.match((await check()).findings, [{ field: 'service.domains[0].expiresOn', severity: 'reject', stage: 'rules' }])
  t.match((await send(api, `/v1/orders/${id}`, applicant)).json(), { version: 1, findings: [] })
})

t.test('a check repeats what people objected to', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api, 'initial_rejected')
  const reply = await send(api, `/v1/orders/${id}/check`, await api.as('applicant'), { body: {} })
  t.match(reply.json().findings, [{ code: 'SITE_NAME_INVALID', stage: 'initial_review' }])
})
