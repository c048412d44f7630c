import { DEFAULT_ACCOUNT, type SimulatorAccount, type SimulatorOptions } from './simulator-options.ts'
import type { ListenOptions } from './build-simulator.ts'

export class EnvironmentError extends Error {}

type Environment = Record<string, string | undefined>

const DEFAULT_PORT = 3100
const DEFAULT_CONTROL_PORT = 3101

/** @throws EnvironmentError that lists every fault at once. */
export function readEnvironment (env: Environment): { options: SimulatorOptions, listen: Required<ListenOptions> } {
  const faults: string[] = []
  const whole = (name: string, fallback?: number): number | undefined => {
    const text = env[name] ?? ''
    if (text === '') return fallback
    if (!/^\d{1,15}$/.test(text)) faults.push(`${name} must be a whole number, not "${text}"`)
    return Number(text)
  }
  const listen = {
    port: whole('SIMULATOR_PORT', DEFAULT_PORT) ?? DEFAULT_PORT,
    controlPort: whole('SIMULATOR_CONTROL_PORT', DEFAULT_CONTROL_PORT) ?? DEFAULT_CONTROL_PORT,
    host: env.SIMULATOR_HOST || '127.0.0.1'
  }
  const options = {
    accounts: readAccounts(env.SIMULATOR_ACCOUNTS, faults),
    stateDir: env.SIMULATOR_STATE_DIR || undefined,
    smsAfterMs: whole('SIMULATOR_SMS_AFTER_MS'),
    reviewAfterMs: whole('SIMULATOR_REVIEW_AFTER_MS'),
    checkAfterMs: whole('SIMULATOR_CHECK_AFTER_MS'),
    seed: whole('SIMULATOR_SEED')
  }
  for (const [name, port] of [['SIMULATOR_PORT', listen.port], ['SIMULATOR_CONTROL_PORT', listen.controlPort]] as const) {
    if (port > 65535) faults.push(`${name} must be a port, at most 65535`)
  }
  if (faults.length > 0) throw new EnvironmentError(faults.join('\n'))
  return { options, listen }
}

const REQUIRED_TEXTS = ['ispId', 'userName', 'password', 'province', 'abbreviation'] as const

function readAccounts (text: string | undefined, faults: string[]): SimulatorAccount[] {
  if (!text) return [DEFAULT_ACCOUNT]
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    faults.push('SIMULATOR_ACCOUNTS is not JSON')
    return []
  }
  if (!Array.isArray(parsed)) {
    faults.push('SIMULATOR_ACCOUNTS must be a JSON list of accounts')
    return []
  }
  return parsed.map((account: unknown, at) => readAccount(account, `SIMULATOR_ACCOUNTS[${at}]`, faults))
}

function readAccount (account: unknown, path: string, faults: string[]): SimulatorAccount {
  const given = (typeof account === 'object' ? account ?? {} : {}) as Partial<SimulatorAccount>
  for (const name of REQUIRED_TEXTS) {
    if (typeof given[name] !== 'string' || given[name] === '') faults.push(`${path}.${name} must be a text`)
  }
  const cipher = given.cipher ?? null
  if (cipher && (cipher.key?.length !== 16 || cipher.iv?.length !== 16)) {
    faults.push(`${path}.cipher needs a key and an iv of 16 characters each`)
  }
  return { ...given as SimulatorAccount, cipher, encryptDownloads: given.encryptDownloads ?? false }
}
