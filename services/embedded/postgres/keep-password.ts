import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The superuser of every embedded cluster. */
export const USER = 'beian'

/** The password of this folder's cluster: random, made once, readable by the folder's owner alone. */
export async function keepPassword (dataDir: string): Promise<string> {
  const file = join(dataDir, 'password')
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const password = randomBytes(24).toString('base64url') // nothing in it needs escaping in a URL
    await writeFile(file, password + '\n', { mode: 0o600, flag: 'wx' })
    return password
  }
}
