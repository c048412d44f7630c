import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Webhook } from 'standardwebhooks'
import t, { type Test } from 'tap'
import { findRunning } from '../../services/embedded/find-running.ts'
import { findFreePort } from '../../services/embedded/free-port.ts'
import { createApiClient } from '../../services/embedded/people/api-client.ts'
import { removePostgres } from '../../services/embedded/postgres/remove-postgres.ts'
import { startBeian } from '../../services/embedded/start-beian.ts'
import { triggerEvent } from '../../services/embedded/trigger/trigger-event.ts'
import { WAYS } from '../../services/embedded/trigger/ways.ts'
import { EVENT_TYPES, type EventType } from '../../services/orders/events/event-catalogue.ts'
import type { DeliveryView } from '../../services/webhooks/deliveries/find-deliveries.ts'
import type { EndpointView } from '../../services/webhooks/endpoints/endpoint-view.ts'
import { givenReceiver } from '../../services/webhooks/testing/given-receiver.ts'
import { until } from '../support/until.ts'

const dataDir = await mkdtemp(join(tmpdir(), 'beian-listen-'))
await chmod(dataDir, 0o711) // as root PostgreSQL runs as another user, who has to enter
t.after(async () => await removePostgres(dataDir))

t.test('while nothing runs, both say how to start it', async (t) => {
  for (const command of ['listen', 'trigger']) {
    const { said, ended } = await run(t, command, ...command === 'trigger' ? ['order.created'] : [])
    t.equal(await ended, 1)
    t.match(said(), /no service runs on the data folder .*make up/)
  }
})

t.test('with a service', async (t) => {
  const beian = await startBeian({
    dataDir, durable: false, pace: { checkAfterMs: 0, smsAfterMs: 300, reviewAfterMs: 300 }, log: () => {}, env: { BUREAU_POLL_EVERY_MS: '200' }
  })
  t.after(async () => await beian.stop())
  const admin = createApiClient(beian.url, await beian.token({ role: 'admin', sub: 'chen' }))
  const endpoints = async () => (await admin<{ data: EndpointView[] }>('/v1/webhook-endpoints')).data

  await t.test('every event that can be triggered comes to the receiver of whoever listens, signed, in sequence and once', async (t) => {
    const target = await givenReceiver(t)
    const { secret, said } = await listen(t, '--forward', target.url)
    const running = await findRunning(dataDir)
    const types = EVENT_TYPES.filter((type) => !('cannot' in WAYS[type]) && type !== 'order.expired')
    const trigger = async (type: EventType) => await triggerEvent(running, type, { mayMoveClock: true, say: () => {} })
    const triggered = await Promise.all(types.map(trigger))
    t.strictSame(triggered.map(({ type }) => type), types)
    triggered.push(await trigger('order.expired'))
    const came = () => target.received.map(({ headers }) => headers['webhook-id'])
    await until(() => triggered.every(({ id }) => came().includes(id)))
    for (const { headers, body } of target.received) t.ok(new Webhook(secret).verify(body, headers))
    t.equal(new Set(came()).size, came().length)
    t.notMatch(said(), /gap|again|refused/)
    const [completed] = triggered.filter(({ type }) => type === 'order.completed')
    t.match(said(), new RegExp(`order\\.completed +BA\\d+ +#${completed!.sequence} +→ 204 in \\d+ ms`))
  })

  await t.test('what the receiver answers is what Beian gets: it tries again what failed, and what is redelivered comes too', async (t) => {
    let refusals = 1
    const target = await givenReceiver(t, (response) => { response.writeHead(refusals-- > 0 ? 500 : 202, { 'x-said': 'by the receiver' }).end('busy') })
    const { endpointId, said } = await listen(t, '--forward', target.url, '--account', 'acme', '--events', 'order.created')
    const trigger = await run(t, 'trigger', 'order.created', '--account', 'acme')
    t.equal(await trigger.ended, 0, trigger.said())
    const [, id] = /order\.created {2}event (\S+), sequence 1 of order /.exec(trigger.said()) ?? []
    const delivery = async () => (await admin<{ data: DeliveryView[] }>(`/v1/webhook-deliveries?endpointId=${endpointId}&eventType=order.created`)).data[0]
    const failed = await until(async () => { const one = await delivery(); return one?.lastStatus === 500 ? one : null })
    t.equal(failed.messageId, id)
    const { tries } = await admin<{ tries: unknown[] }>(`/v1/webhook-deliveries/${failed.id}`)
    t.match(tries, [{ status: 500, response: { headers: { 'x-said': 'by the receiver' }, body: 'busy' } }])
    await admin('/v1/test-clock', { method: 'POST', body: { advance: 'PT1M' } })
    t.match(await delivery(), { state: 'delivered', lastStatus: 202, attempts: 2 })
    await admin(`/v1/webhook-deliveries/${failed.id}/redeliver`, { method: 'POST' })
    await until(() => target.received.length === 3)
    t.strictSame(target.received.map(({ headers }) => headers['webhook-id']), [id, id, id])
    await until(() => /→ 500 .*\n.*→ 202 .*again \(2 times now\)\n.*again \(3 times now\)\n/.test(said()))
  })

  await t.test('a receiver that is not there is an answer too', async (t) => {
    const { said, endpointId } = await listen(t, '--forward', `http://localhost:${await findFreePort()}/hook`, '--print-body')
    await until(() => /webhook\.verification +#1 +→ no answer \(\w+\), so Beian got 502/.test(said()))
    await until(() => said().includes('no consent') && said().includes(`"endpointId": "${endpointId}"`))
    await until(async () => (await endpoints())[0]?.state === 'active', { description: 'who listens consents' })
  })

  await t.test('Ctrl-C removes the endpoint, and what a killed listener left the next one removes', async (t) => {
    const [killed, left] = [await listen(t), await listen(t)]
    t.match(await endpoints(), [{ id: left.endpointId, personalData: false, accountId: null }, { id: killed.endpointId }])
    killed.child.kill('SIGKILL')
    await killed.ended
    const next = await listen(t, '--personal', '--provinces', 'guangdong,zhejiang')
    t.match(next.said(), 'removed 1 that a killed listener had left')
    t.match(await endpoints(), [{ id: next.endpointId, personalData: true, provinces: ['guangdong', 'zhejiang'] }, { id: left.endpointId }])
    for (const one of [left, next]) {
      one.child.kill('SIGINT')
      t.equal(await one.ended, 0, one.said())
    }
    t.strictSame(await endpoints(), [])
  })

  await t.test('what cannot be triggered is said with the reason, and nothing is done', async (t) => {
    const trigger = await run(t, 'trigger', 'filing.cancelled')
    t.equal(await trigger.ended, 1)
    t.match(trigger.said(), /^trigger: filing\.cancelled cannot be triggered: Beian writes no document/)
  })

  await t.test('a service that goes away is missed', async (t) => {
    const { said, child, ended } = await listen(t)
    await beian.stop()
    await until(() => said().includes('does not answer'))
    child.kill('SIGINT')
    t.equal(await ended, 1)
    t.match(said(), /endpoint \S+ could not be removed, the next listener will do it/)
  })
})

type Run = { child: ChildProcess, said: () => string, ended: Promise<number | null> }

async function run (t: Test, command: string, ...args: string[]): Promise<Run> {
  const main = fileURLToPath(new URL(`../../services/embedded/${command}/main.ts`, import.meta.url))
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, DATA_DIR: dataDir, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe']
  })
  const ended = once(child, 'close').then(() => child.exitCode)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { text += chunk.toString() })
  t.after(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { child, said: () => text, ended }
}

async function listen (t: Test, ...args: string[]): Promise<Run & { secret: string, endpointId: string }> {
  const started = await run(t, 'listen', ...args)
  const [, secret, endpointId] = await until(() => {
    if (started.child.exitCode !== null) throw new Error(started.said())
    return / secret +(whsec_\S+)[^]* endpoint +(\S+)/.exec(started.said())
  })
  return { ...started, secret: secret!, endpointId: endpointId! }
}
