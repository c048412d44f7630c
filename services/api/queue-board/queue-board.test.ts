import { randomBytes } from 'node:crypto'
import { Registry } from 'prom-client'
import t, { type Test } from 'tap'
import { createTestDatabase } from '../../../tests/support/database.ts'
import { NO_REDIS, redisUrl } from '../../../tests/support/redis.ts'
import { until } from '../../../tests/support/until.ts'
import { openQueues } from '../../platform/queue.ts'
import { startOwnRedis } from '../../platform/testing/start-own-redis.ts'
import { startApi } from '../testing/start-api.ts'

const BACKENDS = [
  { backend: 'PostgreSQL', redis: undefined, skip: false },
  { backend: 'Redis', redis: redisUrl() ?? undefined, skip: redisUrl() === null && NO_REDIS }
] as const

async function given (t: Test, redis?: string) {
  const { url } = await createTestDatabase(t)
  const queues = await openQueues({ redisUrl: redis, databaseUrl: url, prefix: `board_${randomBytes(4).toString('hex')}` })
  const api = await startApi(t, {
    databaseUrl: url, operation: { registry: new Registry(), isOpen: () => true, reachQueues: async () => queues }
  })
  t.after(async () => await queues.close())
  const tokenOf = async (role: string) => (await api.as(role)).authorization.slice('Bearer '.length)
  const signIn = async (token: string, headers: Record<string, string> = {}) => await api.app.inject({
    method: 'POST', url: '/queues/sign-in', payload: `token=${encodeURIComponent(token)}`, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }
  })
  return { ...api, queues, tokenOf, signIn }
}

for (const { backend, redis, skip } of BACKENDS) {
  t.test(`on ${backend} an admin sees the queues and the jobs in them`, { skip }, async (t) => {
    const { app, as, queues } = await given(t, redis)
    await queues.queue('bureau').add('upload_to_bureau', { effectId: 'e1' }, { jobId: 'e1' })
    await queues.queue('effects').upsertJobScheduler('s', { every: 60_000 }, { name: 'recurring', data: {} })
    const headers = await as('admin')
    const page = await app.inject({ url: '/queues', headers })
    t.match([page.statusCode, page.headers['content-type'], page.body], [200, /text\/html/, /Beian/])
    const found = (await app.inject({ url: '/queues/api/queues?activeQueue=bureau&status=waiting&page=1&jobsPerPage=10', headers })).json()
    t.same(found.queues.map(({ name }: { name: string }) => name), ['effects', 'bureau', 'messages', 'webhooks'])
    const bureau = found.queues[1]
    t.match([bureau.counts.waiting, bureau.readOnlyMode, bureau.jobs[0].name], [1, true, 'upload_to_bureau'])
    for (const path of ['redis/stats', 'queues/bureau/e1', 'queues/bureau/workers', 'queues/effects/job-schedulers']) {
      t.ok((await app.inject({ url: `/queues/api/${path}`, headers })).statusCode < 500, path)
    }
  })
}

t.test('a browser is led to the sign-in page, and its cookie lets it in', async (t) => {
  const { app, tokenOf, signIn } = await given(t)
  const browser = { accept: 'text/html' }
  const away = await app.inject({ url: '/queues', headers: browser })
  t.match([away.statusCode, away.headers.location], [302, '/queues/sign-in'])
  const page = await app.inject({ url: '/queues/sign-in', headers: browser })
  t.match(page.body, /<form method="post" action="\/queues\/sign-in">/)
  t.match(page.headers['content-security-policy'], /script-src 'self'/)
  t.equal((await app.inject('/queues/sign-in.js')).statusCode, 200)

  const answer = await signIn(await tokenOf('admin'))
  t.match([answer.statusCode, answer.headers.location], [303, '/queues'])
  const [cookie] = answer.cookies
  t.match(cookie, { name: 'beian_queues', path: '/queues', httpOnly: true, sameSite: 'Strict' })
  t.notOk(cookie!.secure, 'in clear over plain HTTP, as on this machine')
  t.match((await signIn(await tokenOf('admin'), { 'x-forwarded-proto': 'https' })).cookies, [{ secure: true }])
  const inside = await app.inject({ url: '/queues', headers: browser, cookies: { beian_queues: cookie!.value } })
  t.equal(inside.statusCode, 200)
  t.match(inside.headers['content-security-policy'], /default-src 'self'/)
})

t.test('nobody else gets in, and what they send is not repeated to them', async (t) => {
  const { app, as, tokenOf, signIn } = await given(t)
  t.equal((await app.inject('/queues')).statusCode, 401)
  t.match((await app.inject({ url: '/queues/api/queues', headers: await as('reviewer') })).json(), { code: 'role_not_allowed' })
  t.equal((await app.inject({ url: '/queues/api/queues', cookies: { beian_queues: 'forged' } })).statusCode, 401)
  const reviewer = await signIn(await tokenOf('reviewer'))
  t.match([reviewer.statusCode, reviewer.cookies, reviewer.body], [401, [], /for admin/])
  const wrong = await signIn('<script>alert(1)</script>')
  t.equal(wrong.statusCode, 401)
  t.notMatch(wrong.body, /<script>alert/)
  for (const [name, value] of [['origin', 'https://elsewhere.example'], ['sec-fetch-site', 'cross-site']] as const) {
    t.equal((await signIn(await tokenOf('admin'), { [name]: value })).statusCode, 403, 'not from another page')
  }
})

t.test('the board changes nothing', async (t) => {
  const { app, as, queues } = await given(t)
  await queues.queue('effects').add('notify', {}, { jobId: 'a' })
  const headers = await as('admin')
  for (const path of ['queues/effects/a/clean', 'queues/effects/pause', 'queues/pause', 'queues/effects/empty', 'queues/effects/a/retry/failed']) {
    const answer = await app.inject({ method: 'PUT', url: `/queues/api/${path}`, headers })
    t.ok([404, 405].includes(answer.statusCode), `${path}: ${answer.statusCode}`)
  }
  t.equal(await queues.queue('effects').getWaitingCount(), 1)
  t.notOk(await queues.queue('effects').isPaused())
})

const ofRedis = { skip: redisUrl() === null && NO_REDIS }

t.test('a queue that goes away while it is looked at is told in words, and not as our fault', ofRedis, async (t) => {
  const redis = await startOwnRedis(t)
  const { app, as } = await given(t, redis.url)
  const look = async () => await app.inject({ url: '/queues/api/queues', headers: await as('admin') })
  t.equal((await look()).statusCode, 200)
  await redis.kill()
  t.match(await look().then((away) => [away.statusCode, away.json()]), [503, { message: 'The queue does not answer: see /readyz.' }])
  await redis.start()
  await until(async () => (await look()).statusCode === 200)
})

t.test('while the queue is away the board is there, and empty', async (t) => {
  const reachQueues = async () => { throw new Error('Redis is away') }
  const api = await startApi(t, { operation: { registry: new Registry(), isOpen: () => true, reachQueues } })
  const found = await api.app.inject({ url: '/queues/api/queues', headers: await api.as('admin') })
  t.match([found.statusCode, found.json()], [200, { queues: [] }])
})
