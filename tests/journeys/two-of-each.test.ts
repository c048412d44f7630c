import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { removePostgres } from '../../services/embedded/postgres/remove-postgres.ts'
import { startBeian } from '../../services/embedded/start-beian.ts'
import { exampleOrder } from '../../services/orders/testing/example-order.ts'
import { until } from '../support/until.ts'

/** `ORDERS=200` makes it the run that is made by hand; fewer leave the suite its quarter of an hour. */
const ORDERS = Number(process.env['ORDERS'] ?? 60)
/** Other tests have the same two cores. */
const PATIENCE = { timeoutMs: 180_000, everyMs: 500 }

type Answer = { id: string, leaseToken: string, data: Array<{ id: string, version: number }>, nextCursor: string | null }

t.test('two api and two worker processes file many orders at once, each exactly once', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'beian-two-'))
  await chmod(dataDir, 0o711)
  const beian = await startBeian({ dataDir, apis: 2, workers: 2, durable: false, log: () => {} })
  t.after(async () => {
    await beian.stop()
    await removePostgres(dataDir)
  })
  const [applicant, reviewer, operator, admin] = await Promise.all([
    beian.token({ role: 'applicant', sub: 'zhang', account: 'acme' }), beian.token({ role: 'reviewer', sub: 'lin' }),
    beian.token({ role: 'bureau_operator', sub: 'wang' }), beian.token({ role: 'admin', sub: 'root' })
  ])
  t.equal(beian.urls.length, 2)
  let calls = 0
  const call = async (token: string, path: string, body?: object): Promise<Answer> => {
    const url = beian.urls[calls++ % 2]! + path // turn by turn, so that no order stays at one process
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, ...body && { 'content-type': 'application/json' } },
      ...body && { body: JSON.stringify(body) }
    })
    const answer = await response.json() as Answer
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`)
    return answer
  }
  const file = async (n: number): Promise<string> => {
    const { id } = await call(applicant, '/v1/orders', exampleOrder(n))
    await call(applicant, `/v1/orders/${id}/submit`, {})
    const { data: [task] } = await call(reviewer, `/v1/review-tasks?orderId=${id}`)
    const { leaseToken } = await call(reviewer, `/v1/review-tasks/${task!.id}/claim`, {})
    await call(reviewer, `/v1/orders/${id}/pass`, { leaseToken })
    await call(operator, `/v1/orders/${id}/send-to-bureau`, {})
    return id
  }
  const ids = await Promise.all(Array.from({ length: ORDERS }, async (_, n) => await file(n + 1)))
  const inState = async (state: string) => {
    let count = 0
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Answer = await call(operator, `/v1/orders?state=${state}&limit=100${cursor && `&cursor=${cursor}`}`)
      count += page.data.length
      cursor = page.nextCursor
    }
    return count
  }
  await until(async () => await inState('sms_verification') === ORDERS, PATIENCE)
  await call(admin, '/v1/test-clock', { advance: 'P5D' })
  await until(async () => await inState('completed') === ORDERS, PATIENCE)

  const registry = await fetch(`${beian.simulatorControlUrl}/control/registry`).then(async (response) => await response.text())
  const domains = registry.match(/beian-example-\d+\.cn/g) ?? []
  t.equal(new Set(domains).size, ORDERS)
  t.equal(JSON.parse(registry).filings.length, ORDERS, 'no order twice')
  for (const id of ids.slice(0, 10)) {
    const { data } = await call(applicant, `/v1/orders/${id}/history?limit=100`)
    t.strictSame(data.map(({ version }) => version), data.map((_, index) => index + 1))
  }
})
