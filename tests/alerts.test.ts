import { readFileSync } from 'node:fs'
import type { Kysely } from 'kysely'
import { Registry } from 'prom-client'
import t from 'tap'
import { openOperation } from '../services/api/open-operation.ts'
import { startApi } from '../services/api/testing/start-api.ts'
import { createLogger } from '../services/platform/logger.ts'
import { measureWebhooks } from '../services/webhooks/measure-webhooks.ts'
import type { WebhooksDatabase } from '../services/webhooks/webhook-tables.ts'
import { startWorker } from '../services/worker/testing/start-worker.ts'

const rules = readFileSync(new URL('../docs/alerts.yml', import.meta.url), 'utf8')
const operations = readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8')
const expressions = [...rules.matchAll(/^ +expr: (.+)$/gm)].map(([, expression]) => expression!)

/** Prometheus adds these itself. */
const NOT_OURS = ['up']

t.test('every figure that an alert looks at is exported', async (t) => {
  const registry = new Registry()
  const { orders } = await startWorker(t, { registry })
  measureWebhooks(registry, { db: orders.db as unknown as Kysely<WebhooksDatabase>, now: orders.now })
  const { operation, close } = openOperation({
    orders, queue: { databaseUrl: orders.url, prefix: 'alerts' }, drainMs: 0, log: createLogger({ name: 'alerts', level: 'silent' })
  })
  t.after(close)
  const api = await startApi(t, { databaseUrl: orders.url, operation })
  const exported = [await registry.metrics(), (await api.app.inject('/metrics')).body].join('\n')
  const names = new Set([...exported.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name, type]) =>
    type === 'histogram' ? [name!, `${name}_count`, `${name}_sum`, `${name}_bucket`] : [name!]))
  const asked = [...new Set(expressions.flatMap((expression) => [...expression.matchAll(/\b[a-z]+(?:_[a-z]+)+\b(?!\()|\bup\b/g)].map(([name]) => name)))]
  t.ok(asked.length >= 8, 'the rules are understood')
  t.same(asked.filter((name) => !names.has(name) && !NOT_OURS.includes(name)), [])
  t.match(exported, /^beian_jobs_stalled_total\{queue="webhooks"\} 0$/m, 'from the start: Prometheus sees no increase in a figure that is new')
})

t.test('every alert says what to do', async (t) => {
  const headings = new Set([...operations.matchAll(/^## (.+)$/gm)].map(([, title]) => title!.toLowerCase().replaceAll(/[^\w -]/g, '').replaceAll(' ', '-')))
  const runbooks = [...rules.matchAll(/runbook: "operations\.md#([\w-]+)"/g)].map(([, anchor]) => anchor!)
  t.equal(runbooks.length, expressions.length)
  t.same(runbooks.filter((anchor) => !headings.has(anchor)), [])
})
