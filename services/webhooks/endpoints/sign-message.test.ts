import { createPublicKey, verify } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import t from 'tap'
import { findEndpoint } from './find-endpoints.ts'
import { findLiveSecrets } from './find-live-secrets.ts'
import { rotateSecret } from './rotate-secret.ts'
import { signMessage } from './sign-message.ts'
import { readSigningKey } from './signing-key.ts'
import { givenEndpoint, startWebhooks, type TestWebhooks } from '../testing/start-webhooks.ts'

const BODY = '{"type":"order.completed","data":{"subjectName":"广州示例科技有限公司"}}'
const DAY_S = 24 * 60 * 60

async function signed (webhooks: TestWebhooks, endpointId: string) {
  const secrets = (await findLiveSecrets(webhooks.db, webhooks, [endpointId])).get(endpointId)!
  return signMessage({ id: 'message-1', timestamp: Math.floor(Date.now() / 1000), body: BODY, secrets })
}

function accepts (secret: string, headers: Record<string, string>, body = BODY): boolean {
  try {
    new Webhook(secret).verify(body, headers)
    return true
  } catch {
    return false
  }
}

/** As a receiver that has the public key would. */
function acceptsAsymmetric (publicKey: string, headers: Record<string, string>): boolean {
  const x = Buffer.from(publicKey.replace('whpk_', ''), 'base64').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  const content = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${BODY}`)
  return headers['webhook-signature']!.split(' ').filter((signature) => signature.startsWith('v1a,'))
    .some((signature) => verify(null, content, key, Buffer.from(signature.slice(4), 'base64')))
}

t.test('the example of the specification is signed to the byte', async (t) => {
  const key = readSigningKey('v1', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', null)
  const headers = signMessage({ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}', secrets: [key] })
  t.strictSame(headers, {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
  })
})

t.test('an Ed25519 key of RFC 8032 is read and signs as published', async (t) => {
  // section 7.1, TEST 1: of an empty message, which ours never is; so the key alone is compared
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
  const { key } = readSigningKey('v1a', `whsk_${seed.toString('base64')}`, null)
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  t.equal(Buffer.from(x!, 'base64url').toString('hex'), 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
})

t.test('the published library accepts what a new endpoint is sent, and nothing that was changed', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id, secret, publicKeys: [key] } = await givenEndpoint(webhooks)
  t.match([secret, key!.publicKey], [/^whsec_[A-Za-z0-9+/]{43}=$/, /^whpk_[A-Za-z0-9+/]{43}=$/])
  const headers = await signed(webhooks, id)
  t.match(headers['webhook-signature'], /^v1,\S{44} v1a,\S{88}$/)
  t.ok(accepts(secret, headers))
  t.ok(acceptsAsymmetric(key!.publicKey, headers))
  t.notOk(accepts(secret, headers, BODY.replace('completed', 'abandoned')))
  t.notOk(accepts(secret, { ...headers, 'webhook-id': 'message-2' }))
  const other = await givenEndpoint(webhooks)
  t.notOk(accepts(other.secret, headers), 'no two endpoints share a secret')
})

t.test('while secrets overlap both are accepted, newest first, and afterwards only the new one', async (t) => {
  const webhooks = await startWebhooks(t)
  const before = await givenEndpoint(webhooks)
  const { id } = before
  const after = await rotateSecret(webhooks, id, { overlapSeconds: DAY_S })
  t.not(after.secret, before.secret)
  t.strictSame(after.publicKeys.map(({ publicKey, expiresAt }) => [publicKey === before.publicKeys[0]!.publicKey, expiresAt]),
    [[false, null], [true, '2026-01-06T02:00:00.000Z']])
  const both = await signed(webhooks, id)
  t.match(both['webhook-signature'], /^v1,\S+ v1,\S+ v1a,\S+ v1a,\S+$/)
  t.ok(accepts(after.secret, { ...both, 'webhook-signature': both['webhook-signature'].split(' ')[0]! }), 'the newest is the first')
  t.ok(accepts(before.secret, both) && accepts(after.secret, both))
  t.ok(before.publicKeys.concat(after.publicKeys).every(({ publicKey }) => acceptsAsymmetric(publicKey, both)))
  webhooks.advance(DAY_S * 1000)
  const one = await signed(webhooks, id)
  t.strictSame([accepts(before.secret, one), accepts(after.secret, one)], [false, true])
  t.notOk(acceptsAsymmetric(before.publicKeys[0]!.publicKey, one))
  t.equal((await findEndpoint(webhooks, id)).publicKeys.length, 1)
})

t.test('without overlap a secret ends at once, with all before it', async (t) => {
  const webhooks = await startWebhooks(t)
  const first = await givenEndpoint(webhooks)
  const second = await rotateSecret(webhooks, first.id, { overlapSeconds: DAY_S })
  const third = await rotateSecret(webhooks, first.id, { overlapSeconds: 0 })
  const headers = await signed(webhooks, first.id)
  t.strictSame([first, second, third].map(({ secret }) => accepts(secret, headers)), [false, false, true])
  t.equal((await webhooks.db.selectFrom('webhook_secret').select('id').execute()).length, 2, 'what signs no more is not kept')
})

t.test('no rotation gives an old secret a longer life, and five pairs sign at most', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id } = await givenEndpoint(webhooks)
  await rotateSecret(webhooks, id, { overlapSeconds: 60 })
  for (let more = 0; more < 3; more++) await rotateSecret(webhooks, id, { overlapSeconds: DAY_S })
  t.equal((await findEndpoint(webhooks, id)).publicKeys.at(-1)!.expiresAt, '2026-01-05T02:01:00.000Z')
  await t.rejects(rotateSecret(webhooks, id, { overlapSeconds: DAY_S }), { code: 'webhook_endpoint_state', details: { endpointReasons: [{ code: 'too_many_secrets' }] } })
  t.equal((await findEndpoint(webhooks, id)).publicKeys.length, 5, 'and the refusal has ended none')
  webhooks.advance(60_000)
  t.equal((await rotateSecret(webhooks, id, { overlapSeconds: DAY_S })).publicKeys.length, 5)
})

t.test('rotations at once end with one newest pair', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id } = await givenEndpoint(webhooks)
  await Promise.all(Array.from({ length: 10 }, async () => await rotateSecret(webhooks, id, { overlapSeconds: 0 })))
  const { publicKeys, version } = await findEndpoint(webhooks, id)
  t.strictSame([publicKeys.length, publicKeys[0]!.expiresAt, version], [1, null, 11])
})

t.test('no secret is in the database in clear, and none in what is read of an endpoint', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id, secret } = await givenEndpoint(webhooks)
  const rows = await webhooks.db.selectFrom('webhook_secret').selectAll().execute()
  const bytes = Buffer.from(secret.replace('whsec_', ''), 'base64')
  for (const { secret: stored } of rows) {
    t.notOk(stored.includes(bytes) || stored.includes(secret) || /wh(sec|sk)_/.test(stored.toString('latin1')))
  }
  t.notMatch(JSON.stringify(await findEndpoint(webhooks, id)), /whsec_|whsk_|created_by|somebody/)
})
