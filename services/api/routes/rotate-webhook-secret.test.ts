import { Writable } from 'node:stream'
import { pino } from 'pino'
import t from 'tap'
import type { EndpointWithSecret } from '../../webhooks/endpoints/create-endpoint.ts'
import type { EndpointView } from '../../webhooks/endpoints/endpoint-view.ts'
import { ask } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi, type TestApi } from '../testing/start-api.ts'

const ENDPOINTS = '/v1/webhook-endpoints'
const URL_OF_OURS = 'https://hooks.example.com/beian'

async function create (api: TestApi, caller: { authorization: string }): Promise<EndpointWithSecret> {
  return await ask<EndpointWithSecret>(api, ENDPOINTS, caller, { url: URL_OF_OURS })
}

t.test('a rotation answers the new secret, and the old key signs along as long as asked', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id, secret } = await create(api, applicant)
  const rotate = async (body?: object) => await send(api, `${ENDPOINTS}/${id}/rotate-secret`, applicant, { method: 'POST', ...body && { body } })
  const rotated = await rotate()
  t.match(rotated, { statusCode: 200, headers: { etag: '"2"', 'cache-control': 'no-store' } })
  t.match(rotated.json(), { secret: /^whsec_/, publicKeys: [{ expiresAt: null }, { expiresAt: '2026-01-06T02:00:00.000Z' }] })
  t.not(rotated.json().secret, secret)
  t.equal((await rotate({ overlapSeconds: 0 })).json<EndpointView>().publicKeys.length, 1)
  t.match((await rotate({ overlapSeconds: 604_801 })).json(), { status: 400, errors: [{ field: 'overlapSeconds', code: 'TOO_LARGE' }] })
})

t.test('with a key an endpoint is made once and a secret rotated once, however often and at once it is asked', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const tenTimes = async (path: string, body: object, key: string) => {
    const headers = { 'idempotency-key': key }
    const replies = await Promise.all(Array.from({ length: 10 }, async () => await send(api, path, applicant, { body, headers })))
    t.equal(new Set(replies.map((reply) => reply.body)).size, 1, 'one answer')
    t.equal(replies.filter((reply) => reply.headers['idempotency-replayed'] === 'true').length, 9)
    t.equal(new Set(replies.map((reply) => reply.headers['etag'])).size, 1)
    return replies[0]!.json<EndpointWithSecret>()
  }
  const { id, secret } = await tenTimes(ENDPOINTS, { url: URL_OF_OURS }, 'one')
  t.equal((await send(api, ENDPOINTS, applicant)).json().data.length, 1)
  const rotated = await tenTimes(`${ENDPOINTS}/${id}/rotate-secret`, { overlapSeconds: 0 }, 'two')
  t.strictSame([rotated.version, rotated.secret === secret], [2, false])
  const other = await send(api, ENDPOINTS, applicant, { body: { url: 'https://other.example.com/' }, headers: { 'idempotency-key': 'one' } })
  t.match(other.json(), { status: 422, code: 'idempotency_key_reused' })
  for (let more = 0; more < 19; more++) await create(api, applicant)
  const tooMany = { body: { url: URL_OF_OURS }, headers: { 'idempotency-key': 'three' } }
  t.equal((await send(api, ENDPOINTS, applicant, tooMany)).statusCode, 409)
  await send(api, `${ENDPOINTS}/${id}`, applicant, { method: 'DELETE' })
  t.match(await send(api, ENDPOINTS, applicant, tooMany), { statusCode: 409, headers: { 'idempotency-replayed': 'true' } })
})

t.test('a secret is neither in the log nor in the database in clear, nor shown a second time', async (t) => {
  const lines: string[] = []
  const log = pino({ level: 'trace' }, new Writable({ write: (chunk, _, done) => { lines.push(String(chunk)); done() } }))
  const api = await startApi(t, { log })
  const applicant = await api.as('applicant')
  const body = { url: `${URL_OF_OURS}?token=hidden` }
  const { secret, id } = (await send(api, ENDPOINTS, applicant, { body, headers: { 'idempotency-key': 'one' } })).json<EndpointWithSecret>()
  const edited = await send(api, `${ENDPOINTS}/${id}`, applicant, {
    method: 'PATCH', body: { description: 'x' }, headers: { 'if-match': '"1"' }
  })
  const shown = [await send(api, `${ENDPOINTS}/${id}`, applicant), await send(api, ENDPOINTS, applicant), edited]
  for (const { body } of shown) t.notMatch(body, /whsec_|whsk_/)
  t.ok(lines.length >= 4)
  t.notMatch(lines.join(''), /whsec_|whsk_|hidden/)
  const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const secrets = await api.webhooks.db.selectFrom('webhook_secret').select('secret as stored').execute()
  const answers = await api.deps.db.selectFrom('idempotency_record').select('answer as stored').execute()
  t.strictSame([secrets.length, answers.length], [2, 1])
  for (const { stored } of [...secrets, ...answers]) t.notOk(stored.includes(bytes) || stored.includes(secret) || stored.includes('whsk_'))
})
