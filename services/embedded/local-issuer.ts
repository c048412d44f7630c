import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose'

export type TokenClaims = { role: string, sub: string, account?: string, accountName?: string, ttlSeconds?: number }

/** Stands in for an identity provider on one machine: an OIDC-shaped issuer whose key lies in the data folder. */
export type LocalIssuer = {
  issuer: string
  /** What AUTH_JWKS holds, as an object. */
  jwks: { keys: JWK[] }
  issue (claims: TokenClaims): Promise<string>
}

const ISSUER = 'urn:beian:local'
const AUDIENCE = 'beian'
const TTL_SECONDS = 8 * 60 * 60

/** Opens the issuer of a data folder; the first to come makes its key. */
export async function openLocalIssuer ({ dataDir }: { dataDir: string }): Promise<LocalIssuer> {
  const jwk = await readKey(dataDir) ?? await makeKey(dataDir)
  const { kty, crv, x, y, kid } = jwk
  const key = await importJWK(jwk, 'ES256')
  return {
    issuer: ISSUER,
    jwks: { keys: [{ ...JSON.parse(JSON.stringify({ kty, crv, x, y, kid })), use: 'sig', alg: 'ES256' }] },
    issue: async ({ role, sub, account, accountName, ttlSeconds = TTL_SECONDS }) => await new SignJWT({
      role, ...account !== undefined && { account }, ...accountName !== undefined && { account_name: accountName }
    })
      .setProtectedHeader({ alg: 'ES256', ...kid !== undefined && { kid } })
      .setIssuer(ISSUER).setAudience(AUDIENCE).setSubject(sub)
      .setIssuedAt().setExpirationTime(Math.floor(Date.now() / 1000) + ttlSeconds)
      .sign(key)
  }
}

export function localIssuerKeyFile (dataDir: string): string {
  return join(dataDir, 'identity-key.json')
}

async function readKey (dataDir: string): Promise<JWK | null> {
  try {
    return JSON.parse(await readFile(localIssuerKeyFile(dataDir), 'utf8')) as JWK
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new Error(`${localIssuerKeyFile(dataDir)} cannot be read (${(error as Error).message}): delete it, and new tokens get a new key`)
  }
}

/** Written apart and linked into place: of two that start at once, both go on with the key of one, and nobody reads half of it. */
async function makeKey (dataDir: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const draft = `${localIssuerKeyFile(dataDir)}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, JSON.stringify({ ...jwk, kid: await calculateJwkThumbprint(jwk) }) + '\n', { mode: 0o600 })
  try {
    await link(draft, localIssuerKeyFile(dataDir))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
  return await readKey(dataDir) ?? await makeKey(dataDir)
}
