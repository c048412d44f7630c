import t from 'tap'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { AN_OBJECTION, claim, givenOrder } from './testing/given-order.ts'
import { send } from './testing/send.ts'
import { startApi } from './testing/start-api.ts'

const PERSONAL = ['13800138001', '13800138003', '440305198503121231', '44030519900824321X', '陈示例', '林示例', 'owner@example.com', '91440300MA']

t.test('no line of the log holds personal data, whatever is asked and refused', async (t) => {
  const lines: string[] = []
  const log = pino({ level: 'trace' }, new Writable({
    write: (chunk, _, done) => { lines.push(String(chunk)); done() }
  }))
  const api = await startApi(t, { log })
  const applicant = await api.as('applicant')
  const reviewer = await api.as('reviewer')
  const { id } = await givenOrder(api, 'initial_review')
  const { leaseToken } = await claim(api, id, reviewer)
  await send(api, `/v1/orders/${id}/reject`, reviewer, { body: { leaseToken, findings: [{ ...AN_OBJECTION, message: '陈示例 13800138001' }] } })
  await send(api, `/v1/orders/${id}`, applicant, {
    method: 'PATCH', body: { content: { subject: { principal: { mobile: '13800138001', nmae: '林示例' } } } }, headers: { 'if-match': '"3"' }
  })
  await send(api, '/v1/orders', applicant, { body: { certificateNumber: '440305198503121231', province: 13800138001 } })
  await send(api, '/v1/orders', applicant, { body: '{"name":"陈示例","mobile":13800138001' })
  await send(api, '/v1/orders', applicant, { query: { q: '440305198503121231' } })
  await api.deps.db.schema.dropTable('personal_data_access').execute()
  t.equal((await send(api, `/v1/orders/${id}`, reviewer)).statusCode, 500, 'and when we are at fault')
  const text = lines.join('')
  t.match(text, /"a request failed by our fault"/)
  t.ok(lines.length > 8)
  for (const value of PERSONAL) t.notOk(text.includes(value), value)
  t.notMatch(text, /eyJ/, 'and no token')
})
