import t from 'tap'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { verifyTokens } from './verify-tokens.ts'

const { privateKey, publicKey } = await generateKeyPair('ES256')
const jwk = { ...await exportJWK(publicKey), kid: 'k1', alg: 'ES256' }
const RULES = { issuer: 'https://id.example', audience: 'beian', jwks: JSON.stringify({ keys: [jwk] }) }
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600

async function sign (claims: object, { issuer = 'https://id.example', audience = 'beian', exp = inAnHour(), key = privateKey } = {}): Promise<string> {
  return await new SignJWT({ role: 'reviewer', ...claims }).setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .setIssuer(issuer).setAudience(audience).setExpirationTime(exp).setSubject('lin').sign(key)
}

t.test('a token says who asks', async (t) => {
  const verify = verifyTokens(RULES)
  t.match(await verify(await sign({})), { issuer: 'https://id.example', subject: 'lin', role: 'reviewer', accountId: null })
  t.match(await verify(await sign({ role: 'applicant', account: 'acme' })), { role: 'applicant', accountId: 'acme' })
  for (const role of ['reviewer', 'bureau_operator', 'admin', 'integrator']) {
    t.match(await verify(await sign({ role, account: 'acme' })), { role, accountId: null }, 'staff see all: an account of theirs means nothing')
  }
})

t.test('a token that proves nothing is refused, and says so to the client', async (t) => {
  const verify = verifyTokens(RULES)
  const other = await generateKeyPair('ES256')
  const cases: Array<[string, string]> = [
    ['no token', 'nonsense'],
    ['another key', await sign({}, { key: other.privateKey })],
    ['another issuer', await sign({}, { issuer: 'https://evil.example' })],
    ['another audience', await sign({}, { audience: 'shop' })],
    ['expired', await sign({}, { exp: inAnHour() - 7200 })],
    ['no role', await sign({ role: undefined })],
    ['a role of nobody', await sign({ role: 'system' })],
    ['an applicant without an account', await sign({ role: 'applicant' })],
    ['unsigned', `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"lin","role":"admin"}').toString('base64url')}.`]
  ]
  for (const [name, token] of cases) {
    await t.rejects(verify(token), { code: 'token_invalid', headers: { 'www-authenticate': /^Bearer realm="beian", error="invalid_token"/ } }, name)
  }
})

t.test('a token that was verified is not verified again until it expires', async (t) => {
  let asked = 0
  const server = createServer((_, reply) => { asked++; reply.setHeader('content-type', 'application/json').end(RULES.jwks) })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const verify = verifyTokens({ ...RULES, jwks: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks` })
  const token = await sign({})
  const first = await verify(token)
  await new Promise((resolve) => { server.closeAllConnections(); server.close(resolve) })
  t.equal(await verify(token), first, 'the very same answer')
  t.equal(asked, 1)
})

t.test('keys that cannot be fetched are an outage, and nobody is let in', async (t) => {
  const verify = verifyTokens({ ...RULES, jwks: 'http://127.0.0.1:1/jwks' })
  await t.rejects(verify(await sign({})), { code: 'identity_unavailable', headers: { 'retry-after': '5' } })
})

t.test('a key set that is none stops the start', async (t) => {
  t.throws(() => verifyTokens({ ...RULES, jwks: '/etc/keys' }), /AUTH_JWKS is neither/)
})
