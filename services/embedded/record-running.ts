import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OrderPolicy } from '../../machines/order/policy/order-policy.ts'

/** Where the Beian of a folder can be reached, and by what its orders live, for those who only know the folder. */
export type RunningRecord = { url: string, simulatorControlUrl: string, policy: OrderPolicy, pid: number }

const FILE = 'running.json'

export async function recordRunning (dataDir: string, running: RunningRecord): Promise<void> {
  await writeFile(join(dataDir, FILE), `${JSON.stringify(running, null, 2)}\n`)
}

/** Null when no Beian ever ran there; whether it still does is for the caller to find out. */
export async function readRunning (dataDir: string): Promise<RunningRecord | null> {
  try {
    return JSON.parse(await readFile(join(dataDir, FILE), 'utf8')) as RunningRecord
  } catch {
    return null
  }
}
