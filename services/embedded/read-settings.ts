import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Settings = { port: number, simulatorPort: number, dataDir: string, redisUrl: string | undefined }

const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * What chooses where `make up` runs. @throws with every fault at once
 */
export function readSettings (env: NodeJS.ProcessEnv): Settings {
  const faults: string[] = []
  const port = (name: string, fallback: number): number => {
    const text = env[name] || String(fallback)
    const number = /^\d{1,5}$/.test(text) ? Number(text) : 0
    if (number < 1 || number > 65535) faults.push(`${name} must be a port from 1 to 65535, not "${text}"`)
    return number
  }
  const settings = {
    port: port('PORT', 3000),
    simulatorPort: port('SIMULATOR_PORT', 3100),
    dataDir: env['DATA_DIR'] ? resolve(env['DATA_DIR']) : resolve(CHECKOUT, '.data'),
    redisUrl: env['REDIS_URL'] || undefined
  }
  if (settings.port === settings.simulatorPort && faults.length === 0) faults.push('PORT and SIMULATOR_PORT must differ')
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return settings
}
