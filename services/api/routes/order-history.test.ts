import t from 'tap'
import type { HistoryRow } from '../../orders/history/order-history.ts'
import { givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

t.test('the history tells who did what, with reasons, objections and changes', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await givenOrder(api, 'initial_rejected')
  await send(api, `/v1/orders/${id}`, applicant, {
    method: 'PATCH', body: { content: { subject: { remark: 'new', principal: { mobile: '13900139000' } } } }, headers: { 'if-match': '"3"' }
  })
  await send(api, `/v1/orders/${id}/submit`, applicant, { body: { reason: 'it is the registered name' } })
  const rows = (await send(api, `/v1/orders/${id}/history`, applicant)).json<{ data: HistoryRow[] }>().data
  t.match(rows, [
    { version: 1, event: 'create', actor: 'applicant-1', role: 'applicant', from: null, to: 'draft' },
    { version: 2, event: 'submit', from: 'draft', to: 'initial_review', effects: [{ kind: 'notify', status: 'pending' }, { kind: 'notify' }] },
    { version: 3, event: 'reject', actor: 'reviewer-1', to: 'initial_rejected', findings: [{ code: 'SITE_NAME_INVALID' }] },
    { version: 4, event: 'save', from: 'initial_rejected', to: 'initial_rejected' },
    { version: 5, event: 'submit', reason: 'it is the registered name', ignored: false }
  ])
  t.strictSame(rows.map(({ summary }) => summary.zh), [
    '申请人创建了订单，订单进入待完善备案信息',
    '申请人提交了订单，订单进入等待初审',
    '审核人员驳回了订单，订单进入初审驳回',
    '申请人保存了修改',
    '申请人提交了订单，订单进入等待初审'
  ])
  t.match(rows[1], {
    causeId: null,
    effects: [{ template: 'order_submitted', audience: 'applicant', attempt: null, note: null }, { audience: 'reviewers' }]
  })
  t.same(rows[3]!.changes, [
    { field: 'subject.principal.mobile', before: '13800138001', after: '13900139000' },
    { field: 'subject.remark', before: null, after: 'new' }
  ])
  const masked = (await send(api, `/v1/orders/${id}/history`, await api.as('bureau_operator'))).json<{ data: HistoryRow[] }>().data
  t.same(masked[3]!.changes[0], { field: 'subject.principal.mobile', before: '138****8001', after: '139****9000' })
})

t.test('the history is read page by page', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await givenOrder(api, 'initial_rejected')
  const page = async (query: Record<string, string>) => (await send(api, `/v1/orders/${id}/history`, applicant, { query })).json()
  const first = await page({ limit: '2' })
  const second = await page({ limit: '2', cursor: first.nextCursor })
  t.same([...first.data, ...second.data].map(({ version }: HistoryRow) => version), [1, 2, 3])
  t.equal(second.nextCursor, null)
  t.equal((await send(api, `/v1/orders/${id}/history`, await api.as('applicant', { account: 'other' }))).statusCode, 404)
})
