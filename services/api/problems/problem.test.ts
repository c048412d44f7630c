import t from 'tap'
import { readFile } from 'node:fs/promises'
import { DomainError } from '../../../machines/order/order-errors.ts'
import { explainInChinese } from './explain-in-chinese.ts'
import { problemOf, PROBLEMS, type ProblemCode } from './problem.ts'
import { RequestError } from './request-error.ts'
import { withoutValues } from './without-values.ts'

const asker = { acceptLanguage: undefined, requestId: 'r-1' }

t.test('every code is explained in docs/problems.md, with its status, and nothing else is', async (t) => {
  const page = await readFile(new URL('../../../docs/problems.md', import.meta.url), 'utf8')
  const explained = [...page.matchAll(/^## (\w+)\n\n(\d{3})\. \S/gm)].map(([, code, status]) => [code, Number(status)])
  t.same(Object.fromEntries(explained), Object.fromEntries(Object.entries(PROBLEMS).map(([code, { status }]) => [code, status])))
})

t.test('every code has words in Chinese', async (t) => {
  const toldByDetails = ['illegal_transition', 'open_order_exists']
  for (const code of Object.keys(PROBLEMS).filter((code) => !toldByDetails.includes(code)) as ProblemCode[]) {
    t.match(explainInChinese({ code, details: {} } as RequestError), /[\u4e00-\u9fff].*。$/, code)
  }
})

t.test('details may not overwrite what every problem says', async (t) => {
  const { body, status } = problemOf(new DomainError('order_not_found', 'There is no such order.', { status: 200, title: 'fine', extra: 1 }), asker)
  t.match(JSON.parse(body), { status: 404, title: 'Order not found', code: 'order_not_found', extra: 1, requestId: 'r-1' })
  t.equal(status, 404)
})

t.test('a fault keeps its words to itself', async (t) => {
  const { body, status } = problemOf(new TypeError('cannot read 13800138001 of undefined'), asker)
  t.equal(status, 500)
  t.notMatch(body, /13800138001|TypeError|stack/)
})

t.test('a value that PostgreSQL refuses is the fault of the caller, and is not quoted', async (t) => {
  for (const code of ['22021', '22P02', '22P05', '22007', '22008']) {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "13800138001"'), { code })
    const { body, status, code: problem } = problemOf(error, asker)
    t.same([status, problem], [400, 'request_invalid'], code)
    t.notMatch(body, /13800138001/)
    const logged = JSON.stringify(withoutValues(error))
    t.notMatch(logged, /13800138001/)
    t.match(JSON.parse(logged), { code, stack: /^ {4}at / })
  }
  const fault = new TypeError('ours')
  t.equal(withoutValues(fault), fault)
})

t.test('a database that is away is an outage, not a fault', async (t) => {
  const away = [
    Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' }),
    new Error('timeout exceeded when trying to connect'),
    new Error('Connection terminated unexpectedly')
  ]
  for (const error of away) {
    const { status, code, headers } = problemOf(error, asker)
    t.same([status, code, headers['retry-after']], [503, 'database_unavailable', '5'], error.message)
  }
  t.equal(problemOf(Object.assign(new Error('syntax error'), { code: '42601' }), asker).status, 500)
})
