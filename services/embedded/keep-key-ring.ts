import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createKeyRing } from '../platform/sealing.ts'

/** The sealing keys of this folder as SEALING_KEYS takes them, made at first. Without them the database cannot be read. */
export async function keepKeyRing (dataDir: string): Promise<string> {
  const file = join(dataDir, 'keys.json')
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const ring = JSON.stringify(createKeyRing())
    await writeFile(file, `${ring}\n`, { mode: 0o600, flag: 'wx' })
    return ring
  }
}
