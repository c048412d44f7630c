import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { localIssuerKeyFile, openLocalIssuer, type TokenClaims } from './local-issuer.ts'

const USAGE = 'npm run --silent token -- --role applicant|reviewer|bureau_operator|admin|integrator --sub <who> [--account <id>] [--ttl 8h]'
const ROLES = ['applicant', 'reviewer', 'bureau_operator', 'admin', 'integrator']
const UNIT_SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

// prints a token for the service that runs on this data folder, and nothing else, so that $(…) can take it
const dataDir = process.env['DATA_DIR'] || '.data'
try {
  const claims = readArguments(process.argv.slice(2))
  if (!existsSync(localIssuerKeyFile(dataDir))) {
    throw new Error(`no service has been started on the data folder ${dataDir}: run \`make up\` first, or name its folder with DATA_DIR`)
  }
  process.stdout.write(await (await openLocalIssuer({ dataDir })).issue(claims) + '\n')
} catch (error) {
  process.stderr.write(`${(error as Error).message}\nusage: ${USAGE}\n`)
  process.exitCode = 1
}

function readArguments (args: string[]): TokenClaims {
  const text = { type: 'string' } as const
  const { values: { role, sub, account, ttl } } = parseArgs({ args, options: { role: text, sub: text, account: text, ttl: text } })
  if (role === undefined || !ROLES.includes(role)) throw new Error(`--role is one of ${ROLES.join(', ')}`)
  if (!sub) throw new Error('--sub is missing: who is it?')
  if (role === 'applicant' && !account) throw new Error('--account is missing: an applicant sees the orders of one account')
  return { role, sub, ...account && { account }, ...ttl !== undefined && { ttlSeconds: readDuration(ttl) } }
}

function readDuration (ttl: string): number {
  const [, amount = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(ttl) ?? []
  const seconds = Number(amount) * (UNIT_SECONDS[unit] ?? 0)
  if (seconds > 0) return seconds
  throw new Error('--ttl is a number with s, m, h or d: 30m, 8h, 7d')
}
