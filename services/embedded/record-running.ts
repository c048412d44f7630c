import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where the Beian of a folder can be reached, for those who only know the folder. */
export type RunningRecord = { url: string, simulatorControlUrl: string, pid: number }

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
