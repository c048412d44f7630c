import t from 'tap'
import type { EndpointWithSecret } from '../../webhooks/endpoints/create-endpoint.ts'
import { reportOutcomes } from '../../webhooks/endpoints/report-outcomes.ts'
import { reportVerification } from '../../webhooks/endpoints/report-verification.ts'
import type { EndpointView } from '../../webhooks/endpoints/endpoint-view.ts'
import { ask } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi, type TestApi } from '../testing/start-api.ts'

const ENDPOINTS = '/v1/webhook-endpoints'
const URL_OF_OURS = 'https://hooks.example.com/beian'
type Caller = { authorization: string }
type Page = { data: EndpointView[], nextCursor: string | null }
type Fault = { field: string, code: string, message: string }

async function create (api: TestApi, caller: Caller, more: object = {}): Promise<EndpointWithSecret> {
  return await ask<EndpointWithSecret>(api, ENDPOINTS, caller, { url: URL_OF_OURS, ...more })
}

async function consent ({ webhooks }: TestApi, endpointId: string): Promise<void> {
  const { id: deliveryId } = await webhooks.db.selectFrom('webhook_delivery').select('id').where('endpoint_id', '=', endpointId)
    .where('purpose', '=', 'verification').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
  await reportVerification(webhooks, endpointId, { deliveryId, outcome: 'answered' })
}

async function read (api: TestApi, id: string, caller: Caller): Promise<EndpointView> {
  return (await send(api, `${ENDPOINTS}/${id}`, caller)).json<EndpointView>()
}

async function edit (api: TestApi, id: string, caller: Caller, body: object, version?: number) {
  return await send(api, `${ENDPOINTS}/${id}`, caller, { method: 'PATCH', body, ...version && { headers: { 'if-match': `"${version}"` } } })
}

t.test('an endpoint is created, read, listed and deleted by the account that it belongs to', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const created = await send(api, ENDPOINTS, applicant, { body: { url: URL_OF_OURS, eventTypes: ['order.completed'], provinces: ['guangdong'] } })
  const { secret, ...endpoint } = created.json<EndpointWithSecret>()
  t.match(created, { statusCode: 201, headers: { etag: '"1"', location: `${ENDPOINTS}/${endpoint.id}`, 'cache-control': 'no-store' } })
  t.match(endpoint, {
    accountId: 'acme',
    url: URL_OF_OURS,
    description: '',
    eventTypes: ['order.completed'],
    provinces: ['guangdong'],
    personalData: false,
    maxPerSecond: null,
    state: 'verifying',
    label: { zh: /./, en: /./ },
    disabledBecause: null,
    publicKeys: [{ publicKey: /^whpk_/, expiresAt: null }]
  })
  t.match(secret, /^whsec_/)
  const found = await send(api, `${ENDPOINTS}/${endpoint.id}`, applicant)
  t.strictSame(found.json(), endpoint)
  t.equal(found.headers['etag'], '"1"')
  t.strictSame((await send(api, ENDPOINTS, applicant)).json(), { data: [endpoint], nextCursor: null })
  t.equal((await send(api, `${ENDPOINTS}/${endpoint.id}`, applicant, { method: 'DELETE', headers: { 'if-match': '"7"' } })).statusCode, 412)
  t.equal((await send(api, `${ENDPOINTS}/${endpoint.id}`, applicant, { method: 'DELETE' })).statusCode, 204)
  t.match((await send(api, `${ENDPOINTS}/${endpoint.id}`, applicant)).json(), { status: 404, code: 'webhook_endpoint_not_found' })
})

t.test('everybody sees what is theirs, and nobody else\'s', async (t) => {
  const api = await startApi(t)
  const [acme, beta] = [await api.as('applicant'), await api.as('applicant', { account: 'beta', sub: 'of-beta' })]
  const [admin, integrator] = [await api.as('admin'), await api.as('integrator')]
  const ofAcme = await create(api, acme)
  const ofProvider = await create(api, integrator)
  const ofBeta = await create(api, admin, { accountId: 'beta', personalData: true })
  const idsFor = async (caller: Caller, query = {}) =>
    (await send(api, ENDPOINTS, caller, { query })).json<{ data: EndpointView[] }>().data.map(({ id }) => id)
  t.strictSame([ofAcme.accountId, ofProvider.accountId, ofBeta.accountId], ['acme', null, 'beta'])
  t.strictSame(await idsFor(acme), [ofAcme.id])
  t.strictSame(await idsFor(beta), [ofBeta.id])
  t.strictSame(await idsFor(beta, { accountId: 'acme' }), [])
  for (const all of [admin, integrator]) t.strictSame(await idsFor(all), [ofBeta.id, ofProvider.id, ofAcme.id])
  t.strictSame(await idsFor(admin, { accountId: 'acme' }), [ofAcme.id])
  const foreign = `${ENDPOINTS}/${ofBeta.id}`
  const since = { since: '2026-01-01T00:00:00Z' }
  const refused = await Promise.all([
    send(api, foreign, acme), edit(api, ofBeta.id, acme, { url: URL_OF_OURS }, 1), edit(api, ofBeta.id, acme, { url: URL_OF_OURS }),
    send(api, foreign, acme, { method: 'DELETE' }), send(api, `${foreign}/statistics`, acme),
    ...['enable', 'disable', 'rotate-secret', 'test'].map(async (action) => await send(api, `${foreign}/${action}`, acme, { body: {} })),
    send(api, `${foreign}/recover`, acme, { body: since }), send(api, `${ENDPOINTS}/${ofProvider.id}`, acme), send(api, `${ENDPOINTS}/nothing`, acme)
  ])
  t.strictSame(refused.map((reply) => [reply.statusCode, reply.json().code]), refused.map(() => [404, 'webhook_endpoint_not_found']))
  t.equal((await read(api, ofBeta.id, admin)).version, 1)
  for (const role of ['reviewer', 'bureau_operator']) {
    t.equal((await send(api, ENDPOINTS, await api.as(role))).statusCode, 403, role)
    t.equal((await send(api, ENDPOINTS, await api.as(role), { body: { url: URL_OF_OURS } })).statusCode, 403, role)
  }
})

t.test('bad input is refused with the field and the remedy', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const faults = async (body: object) => {
    const reply = await send(api, ENDPOINTS, applicant, { body, headers: { 'accept-language': 'en' } })
    t.equal(reply.statusCode, 400)
    return reply.json<{ errors: Fault[] }>().errors.map(({ field, code, message }) => [field, code, message])
  }
  t.strictSame(await faults({}), [['url', 'FIELD_REQUIRED', 'is required']])
  t.match(await faults({ url: URL_OF_OURS, eventTypes: ['order.finished'] }), [['eventTypes[0]', 'NOT_IN_LIST', /must be one of order\.created, .*order\.completed/]])
  t.match(await faults({ url: URL_OF_OURS, provinces: ['atlantis'] }), [['provinces[0]', 'NOT_IN_LIST', /guangdong/]])
  t.match(await faults({ url: URL_OF_OURS, maxPerSecond: 0 }), [['maxPerSecond', 'TOO_SMALL']])
  t.match(await faults({ url: URL_OF_OURS, secret: 'whsec_bXkgb3du' }), [['secret', 'UNKNOWN_FIELD']])
  t.match(await faults({ url: URL_OF_OURS, accountId: 'beta' }), [['accountId', 'ACCOUNT_NOT_YOURS']])
  t.match(await faults({ url: 'http://hooks.example.com/' }), [['url', 'URL_REFUSED', /https/]])
  t.match(await faults({ url: 'https://169.254.169.254/latest' }), [['url', 'ADDRESS_REFUSED', /169\.254/]])
  t.match(await faults({ url: 'https://me:secret@hooks.example.com/' }), [['url', 'URL_REFUSED']])
  t.match(await faults({ url: 'https://hooks.example.com:5432/' }), [['url', 'URL_REFUSED', /5432/]])
  t.match(await faults({ url: 'hooks' }), [['url', 'URL_REFUSED']])
  const chinese = await send(api, ENDPOINTS, applicant, { body: { url: 'http://hooks.example.com/' }, headers: { 'accept-language': 'zh' } })
  t.match(chinese.json().errors[0].message, /https.*窃取/)
  t.equal((await send(api, ENDPOINTS, applicant, { body: { url: 'http://127.0.0.1:9000/hook' } })).statusCode, 201, 'what the operator allows')
  const { id } = await create(api, applicant)
  t.match((await edit(api, id, applicant, { url: 'https://10.0.0.1/' }, 1)).json(), { code: 'request_invalid', errors: [{ field: 'url' }] })
})

t.test('an edit needs the version that was read, makes one, and none when it changes nothing', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await create(api, applicant)
  t.match((await edit(api, id, applicant, { description: 'ours' })).json(), { status: 428, code: 'precondition_required' })
  t.match(await edit(api, id, applicant, { description: 'ours', url: URL_OF_OURS }, 1), { statusCode: 200, headers: { etag: '"2"' } })
  t.match((await edit(api, id, applicant, { description: 'theirs' }, 1)).json(), { status: 412, code: 'version_mismatch', version: 2 })
  t.match((await edit(api, id, applicant, { description: 'ours', eventTypes: [] }, 2)).json(), { version: 2, description: 'ours', state: 'verifying' })
  t.match((await edit(api, id, applicant, { maxPerSecond: 5, provinces: ['beijing'] }, 2)).json(), { version: 3, maxPerSecond: 5, provinces: ['beijing'] })
  t.match((await edit(api, id, applicant, { maxPerSecond: null }, 3)).json(), { version: 4, maxPerSecond: null, provinces: ['beijing'] })
  t.equal((await edit(api, id, applicant, {}, 4)).statusCode, 400)
  const replies = await Promise.all(Array.from({ length: 10 }, async (_, n) => await edit(api, id, applicant, { description: `edit ${n}` }, 4)))
  t.strictSame(replies.map(({ statusCode }) => statusCode).sort(), [200, ...Array(9).fill(412)])
})

t.test('a new address is asked for consent before it is sent anything', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await create(api, applicant)
  await consent(api, id)
  const { version } = await read(api, id, applicant)
  t.match((await edit(api, id, applicant, { url: 'https://other.example.com/' }, version)).json(), { state: 'verifying', url: 'https://other.example.com/' })
  await consent(api, id)
  t.equal((await read(api, id, applicant)).state, 'active')
})

t.test('an integrator neither has persons named to it nor leads such an endpoint elsewhere', async (t) => {
  const api = await startApi(t)
  const [integrator, admin, applicant] = [await api.as('integrator'), await api.as('admin'), await api.as('applicant')]
  const notFor = (field: string) => ({ status: 400, errors: [{ field, code: 'NOT_FOR_YOUR_ROLE' }] })
  t.match((await send(api, ENDPOINTS, integrator, { body: { url: URL_OF_OURS, personalData: true } })).json(), notFor('personalData'))
  const own = await create(api, integrator)
  t.match((await edit(api, own.id, integrator, { personalData: true }, 1)).json(), notFor('personalData'))
  const open = await create(api, applicant, { personalData: true })
  t.equal(open.personalData, true)
  t.equal((await create(api, admin, { personalData: true })).accountId, null)
  const elsewhere = { url: 'https://other.example.com/' }
  t.match((await edit(api, open.id, integrator, elsewhere, 1)).json(), notFor('url'))
  t.equal((await edit(api, open.id, integrator, { description: 'seen' }, 1)).statusCode, 200)
  t.equal((await edit(api, open.id, integrator, { ...elsewhere, personalData: false }, 2)).statusCode, 200)
})

t.test('twenty endpoints an account, also when they are made at once', async (t) => {
  const api = await startApi(t)
  const [acme, admin] = [await api.as('applicant'), await api.as('admin')]
  const replies = await Promise.all(Array.from({ length: 25 }, async () =>
    await send(api, ENDPOINTS, acme, { body: { url: URL_OF_OURS } })))
  t.strictSame(replies.map(({ statusCode }) => statusCode).sort(), [...Array(20).fill(201), ...Array(5).fill(409)])
  t.match(replies.find(({ statusCode }) => statusCode === 409)!.json(), { code: 'webhook_endpoint_limit', limit: 20 })
  t.equal((await send(api, ENDPOINTS, admin, { body: { url: URL_OF_OURS } })).statusCode, 201, 'the provider has its own')
  const pages: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: Record<string, string> = { limit: '7', ...cursor !== '' && { cursor } }
    const page: Page = (await send(api, ENDPOINTS, acme, { query })).json<Page>()
    pages.push(...page.data.map(({ id }) => id))
    cursor = page.nextCursor
  }
  t.strictSame([pages.length, new Set(pages).size], [20, 20])
})

t.test('it is turned off and on, and refuses what does not fit', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await create(api, applicant)
  const headers = { 'accept-language': 'zh' }
  const post = async (action: string, body: object = {}) => await send(api, `${ENDPOINTS}/${id}/${action}`, applicant, { body, headers })
  t.match((await post('recover', { since: '2026-01-01T00:00:00Z' })).json(), { status: 409, code: 'webhook_endpoint_state', endpointReasons: [{ code: 'not_sending' }] })
  t.match(await post('disable'), { statusCode: 200, headers: { etag: '"2"' } })
  t.match((await post('disable')).json(), {
    status: 409, endpointState: 'disabled', request: 'disable', endpointReasons: [{ code: 'already_disabled' }], detail: /该端点已停用。/
  })
  t.match((await post('enable')).json(), { state: 'verifying', disabledBecause: null })
  await consent(api, id)
  t.match((await post('enable')).json(), { status: 409, endpointReasons: [{ code: 'already_enabled' }] })
  const recovered = await post('recover', { since: '2026-01-01T00:00:00Z' })
  t.strictSame([recovered.statusCode, recovered.json()], [202, { recovered: 0 }])
  const nothing = await api.app.inject({
    method: 'POST', url: `${ENDPOINTS}/${id}/disable`, headers: { ...applicant, 'content-type': 'application/json' }, payload: 'null'
  })
  t.match(nothing.json(), { status: 400, code: 'request_invalid' }, 'null is not nothing')
  t.match((await post('recover')).json(), { status: 400, errors: [{ field: 'since', code: 'FIELD_REQUIRED' }] })
})

t.test('with a key it is asked once, however often its request is sent', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await create(api, applicant)
  const twice = async (path: string, body: object = {}) => {
    const replies = []
    for (const isReplayed of [undefined, 'true']) {
      const reply = await send(api, path, applicant, { body, headers: { 'idempotency-key': path.slice(-20) } })
      t.equal(reply.headers['idempotency-replayed'], isReplayed, path)
      replies.push([reply.statusCode, reply.headers['etag'], reply.body])
    }
    t.strictSame(replies[0], replies[1], path)
    return replies[0]!
  }
  const [status, , body] = await twice(`${ENDPOINTS}/${id}/test`)
  t.equal(status, 202)
  const tests = (await send(api, '/v1/webhook-deliveries', applicant, { query: { eventType: 'webhook.test' } })).json<Page>().data
  t.strictSame(tests.map(({ id }) => id), [(JSON.parse(String(body)) as { deliveryId: string }).deliveryId], 'one message')
  t.strictSame((await twice(`/v1/webhook-deliveries/${tests[0]!.id}/redeliver`))[0], 202)
  t.strictSame((await twice(`${ENDPOINTS}/${id}/disable`)).slice(0, 2), [200, '"2"'])
  t.equal((await twice(`${ENDPOINTS}/${id}/recover`, { since: '2026-01-01T00:00:00Z' }))[0], 409, 'a refusal is remembered too')
  t.strictSame((await twice(`${ENDPOINTS}/${id}/enable`)).slice(0, 2), [200, '"3"'])
})

t.test('what is asked of another version than the one that was read is refused', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await create(api, applicant)
  const post = async (action: string, version: number) => await send(api, `${ENDPOINTS}/${id}/${action}`, applicant, {
    body: action === 'recover' ? { since: '2026-01-01T00:00:00Z' } : {}, headers: { 'if-match': `"${version}"` }
  })
  for (const action of ['disable', 'enable', 'rotate-secret', 'test', 'recover']) {
    t.match((await post(action, 7)).json(), { status: 412, code: 'version_mismatch', version: 1 }, action)
  }
  t.match(await post('disable', 1), { statusCode: 200, headers: { etag: '"2"' } })
  t.match((await post('enable', 1)).json(), { status: 412, version: 2 }, 'before it is looked at whether it fits')
})

t.test('a failing endpoint says since when and what comes next', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await create(api, applicant)
  await consent(api, id)
  await reportOutcomes(api.webhooks, id, { succeeded: 0, failed: 3, gone: 0 })
  t.match(await read(api, id, applicant), {
    state: 'failing',
    failingSince: '2026-01-05T02:00:00.000Z',
    warnings: 0,
    deadlines: [{ name: 'first_warning', dueAt: '2026-01-06T02:00:00.000Z' }, { name: 'second_warning' }, { name: 'disable' }]
  })
  const failing = await send(api, ENDPOINTS, applicant, { query: { state: 'failing' } })
  t.strictSame(failing.json<{ data: EndpointView[] }>().data.map((endpoint) => endpoint.id), [id])
})

t.test('a test message is sent to a disabled endpoint too', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await create(api, applicant)
  await ask(api, `${ENDPOINTS}/${id}/disable`, applicant)
  const reply = await send(api, `${ENDPOINTS}/${id}/test`, applicant, { method: 'POST' })
  t.equal(reply.statusCode, 202)
  const { deliveryId } = reply.json<{ deliveryId: string }>()
  const row = await api.webhooks.db.selectFrom('webhook_delivery').selectAll().where('id', '=', deliveryId).executeTakeFirstOrThrow()
  t.match(row, { purpose: 'test', event_type: 'webhook.test', state: 'pending', endpoint_id: id })
  t.match(JSON.parse(api.webhooks.sealing.unsealBytes(row.body, row.id).toString()), { id: deliveryId, type: 'webhook.test', orderId: null })
})
