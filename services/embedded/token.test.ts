import t, { type Test } from 'tap'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { localIssuerKeyFile, openLocalIssuer } from './local-issuer.ts'

const TOKEN = fileURLToPath(new URL('token.ts', import.meta.url))

t.test('the issuer of a folder keeps its key, readable by its owner only', async (t) => {
  const dataDir = await givenFolder(t)
  const first = await openLocalIssuer({ dataDir })
  const second = await openLocalIssuer({ dataDir })
  t.same(second.jwks, first.jwks)
  t.equal((await stat(localIssuerKeyFile(dataDir))).mode & 0o777, 0o600)
  t.notOk(JSON.stringify(first.jwks).includes('"d"'), 'the private part stays here')
  const { payload } = await jwtVerify(await first.issue({ role: 'applicant', sub: 'zhang', account: 'acme', ttlSeconds: 60 }),
    createLocalJWKSet(second.jwks), { issuer: first.issuer, audience: 'beian' })
  t.match(payload, { role: 'applicant', sub: 'zhang', account: 'acme' })
  t.equal(payload.exp! - payload.iat!, 60)
})

t.test('of many that start at once all go on with one key', async (t) => {
  const dataDir = await givenFolder(t)
  const issuers = await Promise.all(Array.from({ length: 8 }, async () => await openLocalIssuer({ dataDir })))
  t.equal(new Set(issuers.map(({ jwks }) => JSON.stringify(jwks))).size, 1)
  t.same(await readdir(dataDir), ['identity-key.json'])
})

t.test('a damaged key says how to get on', async (t) => {
  const dataDir = await givenFolder(t)
  await writeFile(localIssuerKeyFile(dataDir), '{')
  await t.rejects(openLocalIssuer({ dataDir }), /identity-key\.json cannot be read .*: delete it/)
})

t.test('the command prints a token and nothing else', async (t) => {
  const dataDir = await givenFolder(t)
  await openLocalIssuer({ dataDir })
  const { code, stdout } = await run(dataDir, '--role', 'applicant', '--sub', 'zhang', '--account', 'acme', '--ttl', '30m')
  t.equal(code, 0)
  t.match(stdout, /^[\w-]+\.[\w-]+\.[\w-]+\n$/)
  const claims = decodeJwt(stdout.trim())
  t.match([claims, claims.exp! - claims.iat!], [{ role: 'applicant', sub: 'zhang', account: 'acme' }, 1800])
})

t.test('what is wrong with the command is said with the remedy', async (t) => {
  const dataDir = await givenFolder(t)
  const none = await run(dataDir, '--role', 'reviewer', '--sub', 'lin')
  t.match([none.code, none.stdout, none.stderr], [1, '', /no service has been started on the data folder .*make up/])
  await openLocalIssuer({ dataDir })
  const cases: Array<[string[], RegExp]> = [
    [['--sub', 'lin'], /--role is one of/],
    [['--role', 'king', '--sub', 'lin'], /--role is one of/],
    [['--role', 'reviewer'], /--sub is missing/],
    [['--role', 'applicant', '--sub', 'zhang'], /--account is missing/],
    [['--role', 'reviewer', '--sub', 'lin', '--ttl', 'soon'], /--ttl is a number/],
    [['--rule', 'reviewer'], /--rule/]
  ]
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await run(dataDir, ...args)
    t.match([code, stdout, stderr], [1, '', message], args.join(' '))
    t.match(stderr, /\nusage: npm run/)
  }
})

async function givenFolder (t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'beian-token-'))
  t.after(async () => await rm(folder, { recursive: true }))
  return folder
}

async function run (dataDir: string, ...args: string[]): Promise<{ code: number | null, stdout: string, stderr: string }> {
  return await new Promise((resolve) => {
    const child = execFile(process.execPath, [TOKEN, ...args], { env: { ...process.env, DATA_DIR: dataDir } }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }))
  })
}
