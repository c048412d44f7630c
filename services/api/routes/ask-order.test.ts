import t from 'tap'
import { replayOrder } from '../../orders/history/replay-order.ts'
import { AN_OBJECTION, ask, claim, givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'
import type { OrderView } from '../../orders/order-view.ts'

const ROLES = ['applicant', 'reviewer', 'bureau_operator', 'admin', 'integrator'] as const
const REQUESTS = [
  'submit', 'withdraw', 'abandon', 'confirm', 'decline', 'resend', 'pass', 'reject', 'request-correction', 'undo', 'send-to-bureau'
]

t.test('an order goes its way: submitted, rejected, corrected, passed, handed over', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await givenOrder(api, 'initial_rejected')
  const order = `/v1/orders/${id}`
  const blocked = await send(api, `${order}/submit`, applicant, { method: 'POST' })
  t.match([blocked.statusCode, blocked.json()], [409, { code: 'illegal_transition', reasons: [{ code: 'finding_open', field: 'service.name' }] }])
  const { version } = (await send(api, order, applicant)).json<OrderView>()
  await send(api, order, applicant, { method: 'PATCH', body: { content: { service: { name: '示例企业展示平台' } } }, headers: { 'if-match': `"${version}"` } })
  const submitted = await send(api, `${order}/submit`, applicant, { method: 'POST' })
  t.match([submitted.statusCode, submitted.json()], [200, { state: 'initial_review', round: 2, findings: [] }], 'a body may be left out')
  const reviewer = await api.as('reviewer')
  const { leaseToken } = await claim(api, id, reviewer)
  t.match(await ask(api, `${order}/pass`, reviewer, { leaseToken }), { state: 'bureau_queue' })
  t.match(await ask(api, `${order}/send-to-bureau`, await api.as('bureau_operator')), { state: 'bureau_submitting', bureau: { attempt: 1 } })
})

t.test('what a person objected to is told in both languages, with the words they chose', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api, 'initial_review')
  const reviewer = await api.as('reviewer')
  const { leaseToken } = await claim(api, id, reviewer)
  const findings = [AN_OBJECTION, { code: 'OTHER', message: { zh: '请补充', en: 'please complete' }, suggestion: 'call us' }]
  const order = await ask<OrderView>(api, `/v1/orders/${id}/request-correction`, reviewer, { leaseToken, findings, reason: 'incomplete' })
  t.equal(order.state, 'correction_requested')
  t.same(order.findings, [
    { ...AN_OBJECTION, severity: 'reject', stage: 'initial_review', message: { zh: AN_OBJECTION.message, en: AN_OBJECTION.message }, suggestion: null },
    {
      field: null,
      code: 'OTHER',
      severity: 'reject',
      stage: 'initial_review',
      message: { zh: '请补充', en: 'please complete' },
      suggestion: { zh: 'call us', en: 'call us' }
    }
  ])
})

t.test('a decision without the lease, or with one that ran out, is refused', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api, 'initial_review')
  const reviewer = await api.as('reviewer')
  const without = await send(api, `/v1/orders/${id}/pass`, reviewer, { body: {} })
  t.match([without.statusCode, without.json()], [409, { code: 'lease_lost', reasons: [{ code: 'lease_required' }] }], 'as `actions` says')
  const { leaseToken } = await claim(api, id, reviewer)
  api.moveClock(16 * 60 * 1000)
  const late = await send(api, `/v1/orders/${id}/pass`, reviewer, { body: { leaseToken } })
  t.match([late.statusCode, late.json().code], [409, 'lease_lost'])
})

t.test('actions are what the requests answer, for every role', async (t) => {
  const api = await startApi(t)
  let n = 0
  for (const state of ['draft', 'initial_review', 'bureau_queue'] as const) {
    for (const role of ROLES) {
      for (const request of REQUESTS) {
        const { id } = await givenOrder(api, state, ++n)
        const caller = await api.as(role)
        const { actions } = (await send(api, `/v1/orders/${id}`, caller)).json<OrderView>()
        const action = actions.find((item) => item.action === request.replaceAll('-', '_'))
        const body = request === 'reject' || request === 'request-correction' ? { findings: [AN_OBJECTION] } : {}
        const reply = await send(api, `/v1/orders/${id}/${request}`, caller, { body })
        const about = `${state}, ${role}, ${request}: ${reply.body.slice(0, 200)}`
        if (action?.allowed) t.equal(reply.statusCode, 200, about)
        else t.ok([403, 409].includes(reply.statusCode), about)
        if (action?.reasons?.[0]?.code === 'lease_required') t.equal(reply.json().code, 'lease_lost', about)
        else if (action?.reasons) t.same(reply.json().reasons, action.reasons, about)
      }
    }
  }
})

t.test('fifty submissions and withdrawals at once leave one history without a gap', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api)
  const applicant = await api.as('applicant')
  const replies = await Promise.all(Array.from({ length: 50 }, async (_, index) =>
    await send(api, `/v1/orders/${id}/${index % 2 === 0 ? 'submit' : 'withdraw'}`, applicant, { body: {} })))
  const statuses = replies.map(({ statusCode }) => statusCode)
  t.same(statuses.filter((status) => status !== 200 && status !== 409), [], 'each succeeds or is refused')
  const applied = statuses.filter((status) => status === 200).length
  const versions = (await api.deps.db.selectFrom('order_history').select('version').where('order_id', '=', id).orderBy('version').execute())
  t.same(versions.map(({ version }) => version), Array.from({ length: applied + 1 }, (_, index) => index + 1))
  const stored = await api.deps.db.selectFrom('filing_order').select(['state', 'context', 'version']).where('id', '=', id).executeTakeFirstOrThrow()
  t.equal(stored.version, applied + 1)
  t.same(await replayOrder(api.deps, id), { state: stored.state, context: stored.context })
})
