import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors, jwtVerify, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import { RequestError } from '../problems/request-error.ts'
import { fetchKeySetFrom } from './fetch-key-set-from.ts'
import { API_ROLES, type ApiRole, type Identity, type IdentityVerifier } from './identity.ts'

export type TokenRules = {
  issuer: string
  audience: string
  /** Address of a key set, or the key set itself as JSON. */
  jwks: string
}

/** No `none`, and no shared secrets: a key that verifies must not be able to sign. */
const ALGORITHMS = ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']
const REMEMBERED = 10_000

/**
 * Verifies access tokens. One that was verified is remembered until it expires: checking a signature costs more
 * than all the rest of reading an order.
 */
export function verifyTokens ({ issuer, audience, jwks }: TokenRules): IdentityVerifier {
  const keys = openKeySet(jwks)
  const remembered = new Map<string, { identity: Identity, expiresAt: number }>()

  return async (token) => {
    const known = remembered.get(token)
    if (known && known.expiresAt > Date.now()) return known.identity
    remembered.delete(token)
    const payload = await verify(token, keys, { issuer, audience })
    const identity = readClaims(payload)
    if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value!) // the oldest
    remembered.set(token, { identity, expiresAt: payload.exp! * 1000 })
    return identity
  }
}

/** @throws Error that names the remedy */
function openKeySet (jwks: string): JWTVerifyGetKey {
  if (/^https?:\/\//.test(jwks)) return createRemoteJWKSet(new URL(jwks), { [customFetch]: fetchKeySetFrom(jwks) })
  try {
    return createLocalJWKSet(JSON.parse(jwks) as JSONWebKeySet)
  } catch {
    throw new Error('AUTH_JWKS is neither an http(s) address nor a JSON key set: give the jwks_uri of your issuer')
  }
}

async function verify (token: string, keys: JWTVerifyGetKey, { issuer, audience }: Omit<TokenRules, 'jwks'>): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: ALGORITHMS, requiredClaims: ['exp', 'sub'] })
    return payload
  } catch (error) {
    if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError) || error.code === 'ERR_JOSE_GENERIC') {
      throw new RequestError('identity_unavailable', 'The keys of the identity provider cannot be fetched: try again.', { headers: { 'retry-after': '5' } })
    }
    throw tokenInvalid(error instanceof errors.JWTExpired ? 'The access token has expired.' : `The access token is not valid: ${error.message}.`)
  }
}

function readClaims ({ iss, sub, role, account, account_name: name }: JWTPayload): Identity {
  if (!isRole(role)) throw tokenInvalid(`The access token needs a claim "role": one of ${API_ROLES.join(', ')}.`)
  const accountId = role === 'applicant' && typeof account === 'string' && account !== '' ? account : null
  if (role === 'applicant' && accountId === null) throw tokenInvalid('The access token of an applicant needs a claim "account".')
  const accountName = accountId !== null && typeof name === 'string' && name !== '' ? name : null
  return { issuer: iss!, subject: sub!, role, accountId, accountName, caller: JSON.stringify([iss, sub, role, accountId]) }
}

function isRole (role: unknown): role is ApiRole {
  return (API_ROLES as readonly unknown[]).includes(role)
}

function tokenInvalid (message: string): RequestError {
  return new RequestError('token_invalid', message, {
    headers: { 'www-authenticate': `Bearer realm="beian", error="invalid_token", error_description="${message.replaceAll(/["\\]/g, "'")}"` }
  })
}
