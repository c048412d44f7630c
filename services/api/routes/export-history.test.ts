import t from 'tap'
import { begin, decide } from '../../../machines/order/decide.ts'
import type { OrderFact } from '../../../machines/order/order-events.ts'
import { applyOrderEvent } from '../../orders/apply-order-event.ts'
import type { HistoryExport } from '../../orders/history/export-history.ts'
import type { HistoryRow } from '../../orders/history/order-history.ts'
import { failEffect } from '../../orders/effects/outbox.ts'
import { AN_OBJECTION, ask, claim, givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi, type TestApi } from '../testing/start-api.ts'

const AWKWARD = 'a "quoted" reason, with commas;\nand a second line'

/** Rejected, corrected, submitted with a reason, withdrawn with one that is a formula. */
async function givenLife (api: TestApi): Promise<{ id: string, number: string }> {
  const applicant = await api.as('applicant')
  const reviewer = await api.as('reviewer')
  const { id, number } = await givenOrder(api, 'initial_review')
  const { leaseToken } = await claim(api, id, reviewer)
  await ask(api, `/v1/orders/${id}/reject`, reviewer, { leaseToken, findings: [AN_OBJECTION], reason: 'see the name\nand its remark' })
  await send(api, `/v1/orders/${id}`, applicant, {
    method: 'PATCH', body: { content: { subject: { remark: '-2+3', principal: { mobile: '13900139000' } } } }, headers: { 'if-match': '"3"' }
  })
  await ask(api, `/v1/orders/${id}/submit`, applicant, { reason: AWKWARD })
  await ask(api, `/v1/orders/${id}/withdraw`, applicant, { reason: '=1+1' })
  return { id, number }
}

t.test('the CSV holds the whole history, for people and spreadsheets', async (t) => {
  const api = await startApi(t)
  const { id, number } = await givenLife(api)
  const reply = await send(api, `/v1/orders/${id}/history.csv`, await api.as('applicant'))
  t.equal(reply.statusCode, 200)
  t.equal(reply.headers['content-type'], 'text/csv; charset=utf-8; header=present')
  t.equal(reply.headers['content-disposition'], `attachment; filename="${number}-history.csv"`)
  t.match(reply.headers['content-disposition'], /filename="BA\d+-history\.csv"/)
  t.ok(reply.body.startsWith('\ufeffversion,at,role,actor,event,'), 'with the mark by which Excel knows UTF-8')

  const rows = readCsv(reply.body)
  t.same(rows.map(({ version, event, from, to }) => [version, event, from, to]), [
    ['1', 'create', '', 'draft'],
    ['2', 'submit', 'draft', 'initial_review'],
    ['3', 'reject', 'initial_review', 'initial_rejected'],
    ['4', 'save', 'initial_rejected', 'initial_rejected'],
    ['5', 'submit', 'initial_rejected', 'initial_review'],
    ['6', 'withdraw', 'initial_review', 'draft']
  ])
  t.match(rows[2], {
    role: 'reviewer',
    actor: 'reviewer-1',
    reason: 'see the name\nand its remark',
    findings: 'SITE_NAME_INVALID (service.name): the name is too general',
    ignored: 'false',
    summaryZh: '审核人员驳回了订单，订单进入初审驳回',
    summaryEn: 'A reviewer rejected the order: rejected at initial review'
  })
  t.equal(rows[3]!['changes'], 'subject.principal.mobile: 13800138001 → 13900139000; subject.remark: — → -2+3')
  t.equal(rows[4]!['reason'], AWKWARD, 'commas, quotes and lines survive')
  t.match(rows[4]!['effects'], /^notify order_submitted to applicant: pending; notify order_submitted to reviewers: pending$/)
  t.equal(rows[5]!['reason'], "'=1+1", 'a spreadsheet shows it and computes nothing')
  t.match(rows[5]!['requestId'], /./)
})

t.test('the JSON holds the same rows as the list, all of them', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id, number } = await givenLife(api)
  const reply = await send(api, `/v1/orders/${id}/history.json`, applicant)
  t.match(reply.headers, {
    'content-type': /^application\/json/, 'content-disposition': `attachment; filename="${number}-history.json"`
  })
  const exported = reply.json<HistoryExport>()
  t.match(exported, { order: { id, number, orderType: 'first_filing', state: 'draft', version: 6 }, machine: { id: 'order', version: Number } })
  const list = await send(api, `/v1/orders/${id}/history`, applicant, { query: { limit: '100' } })
  t.strictSame(exported.rows, list.json<{ data: HistoryRow[] }>().data)
  t.equal(exported.rows[5]!.reason, '=1+1', 'as it was said: JSON has no formulas')
  t.notOk('replay' in exported, 'the events of the statechart are for admins')
})

t.test('an export covers what a page of the list does not', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await givenOrder(api)
  for (let version = 1; version <= 101; version++) {
    await send(api, `/v1/orders/${id}`, applicant, {
      method: 'PATCH', body: { content: { subject: { remark: `change ${version}` } } }, headers: { 'if-match': `"${version}"` }
    })
  }
  t.equal((await send(api, `/v1/orders/${id}/history.json`, applicant)).json<HistoryExport>().rows.length, 102)
  t.equal(readCsv((await send(api, `/v1/orders/${id}/history.csv`, applicant)).body).length, 102)
})

t.test('personal values are masked as in the list, and staff who read them in clear are on record', async (t) => {
  const api = await startApi(t)
  const { id } = await givenLife(api)
  const changesFor = async (role: string) => {
    const caller = await api.as(role)
    const [csv, json] = [await send(api, `/v1/orders/${id}/history.csv`, caller), await send(api, `/v1/orders/${id}/history.json`, caller)]
    const [change] = json.json<HistoryExport>().rows[3]!.changes
    t.ok(readCsv(csv.body)[3]!['changes']!.startsWith(`${change!.field}: ${String(change!.before)} → ${String(change!.after)}`), 'both alike')
    return change
  }
  const masked = { field: 'subject.principal.mobile', before: '138****8001', after: '139****9000' }
  const clear = { field: 'subject.principal.mobile', before: '13800138001', after: '13900139000' }
  t.same(await changesFor('bureau_operator'), masked)
  t.same(await changesFor('integrator'), masked)
  t.same(await changesFor('applicant'), clear)
  const readings = async () => await api.deps.db.selectFrom('personal_data_access').select('actor_id').where('order_id', '=', id)
    .where('actor_id', '=', 'admin-1').execute()
  t.equal((await readings()).length, 0)
  t.same(await changesFor('admin'), clear)
  t.equal((await readings()).length, 2, 'one for each file')
})

t.test('the order of another account does not exist', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api)
  const stranger = await api.as('applicant', { account: 'other' })
  for (const path of [`${id}/history.csv`, `${id}/history.json`, 'no-uuid/history.csv', `${crypto.randomUUID()}/history.json`]) {
    const reply = await send(api, `/v1/orders/${path}`, stranger)
    t.match([reply.statusCode, reply.json()], [404, { code: 'order_not_found' }], path)
  }
})

t.test('a program replays the exported file through decide and has the order as it is stored', async (t) => {
  const api = await startApi(t)
  const { id } = await givenLife(api)
  const reviewer = await api.as('reviewer')
  await ask(api, `/v1/orders/${id}/submit`, await api.as('applicant'), { reason: 'now it is right' })
  await ask(api, `/v1/orders/${id}/pass`, reviewer, { leaseToken: (await claim(api, id, reviewer)).leaseToken })
  await ask(api, `/v1/orders/${id}/send-to-bureau`, await api.as('bureau_operator'))
  const about = (causeId: string) => ({ at: api.deps.now().toISOString(), attempt: 1, causeId })
  await tell(api, id, { type: 'bureau_accepted', ...about('submission:1:accepted') })
  await tell(api, id, { type: 'bureau_accepted', ...about('told again under another name') })
  await applyOrderEvent(api.deps, id, { event: { type: 'timer', name: 'sms_warning_1', at: api.deps.now().toISOString() } })
  await tell(api, id, { type: 'bureau_approved', ...about('file 1') })
  await tell(api, id, {
    type: 'filing_registered', ...about('file 2'), filing: { subjectNumber: '粤ICP备26000001号', serviceNumbers: [], bureauIds: { subject: '7' } }
  })

  const file = (await send(api, `/v1/orders/${id}/history.json`, await api.as('admin'))).body
  t.notMatch(file.slice(file.indexOf('"replay"')), /13800138001|now it is right|too general/, 'no word of a person is in the events')
  const { order, rows, replay } = JSON.parse(file)
  t.equal(replay.length, order.version)
  const [{ birth }, ...events] = replay
  const replayed = events.reduce((snapshot: ReturnType<typeof begin>['next'], event: OrderFact) => decide(snapshot, event).next, begin(birth).next)
  const stored = await api.deps.db.selectFrom('filing_order').select(['state', 'context']).where('id', '=', id).executeTakeFirstOrThrow()
  t.equal(stored.state, 'completed')
  t.strictSame(replayed, stored)

  const told = rows.filter(({ causeId }: HistoryRow) => causeId !== null)
  t.same(told.map(({ event, causeId, ignored, attempt }: HistoryRow) => [event, causeId, ignored, attempt]), [
    ['bureau_accepted', 'submission:1:accepted', false, 1],
    ['bureau_accepted', 'told again under another name', true, 1],
    ['bureau_approved', 'file 1', false, 1],
    ['filing_registered', 'file 2', false, 1]
  ])
  t.match(told[1].summary, { en: 'The bureau accepted the upload, but it no longer applied and changed nothing' })
})

t.test('effects come with what they were, what became of them, and why they failed', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api, 'bureau_submitting')
  const upload = await api.deps.db.selectFrom('outbox').select('id').where('kind', '=', 'upload_to_bureau').executeTakeFirstOrThrow()
  await failEffect(api.deps, upload.id, 'order_not_found')
  const applicant = await api.as('applicant')
  const { rows } = (await send(api, `/v1/orders/${id}/history.json`, applicant)).json<HistoryExport>()
  t.match(rows.at(-1)!.effects, [{ kind: 'upload_to_bureau', attempt: 1, template: null, audience: null, status: 'failed', note: 'order_not_found' }])
  t.match(rows[2]!.effects, [{ kind: 'notify', template: 'order_initial_passed', audience: 'applicant', attempt: null, status: 'pending', doneAt: null, note: null },
    { kind: 'notify', template: 'order_initial_passed', audience: 'bureau_operators' }])
  const csv = readCsv((await send(api, `/v1/orders/${id}/history.csv`, applicant)).body)
  t.equal(csv.at(-1)!['effects'], `upload_to_bureau attempt 1: failed ${api.deps.now().toISOString()} (order_not_found)`)
})

async function tell (api: TestApi, id: string, event: OrderFact): Promise<void> {
  await applyOrderEvent(api.deps, id, { event })
}

/** RFC 4180 to the letter: every record ends in CRLF, and has as many cells as the header. */
function readCsv (text: string): Array<Record<string, string>> {
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y
  const records: string[][] = [[]]
  const body = text.replace(/^\ufeff/, '')
  while (cell.lastIndex < body.length) {
    const at = cell.lastIndex
    const [, raw, end] = cell.exec(body) ?? []
    if (raw === undefined) throw new Error(`not a cell: ${body.slice(at, at + 40)}`)
    records.at(-1)!.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw)
    if (end === '\r\n') records.push([])
  }
  const [header, ...rows] = records.slice(0, -1)
  for (const row of rows) if (row.length !== header!.length) throw new Error(`${row.length} cells below ${header!.length} names`)
  return rows.map((row) => Object.fromEntries(row.map((value, index) => [header![index]!, value])))
}
