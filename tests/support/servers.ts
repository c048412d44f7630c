import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type TestServers = {
  /** Where the cluster is: postgres-1, or the next number when another run has that one. */
  postgresDir: string
  postgresUrl: string
  /** The migrated database to clone, or an empty one while there are no migrations. */
  template: string
  redisUrl: string | null
  redisGuardPid: number | null
}

export const TEST_FOLDER = fileURLToPath(new URL('../../.data/test/', import.meta.url))

/** before.ts, after.ts and every test file are children of the runner: its pid tells several runs in a checkout apart. */
export function serversFile (runnerPid = process.ppid): string {
  return `${TEST_FOLDER}servers-${runnerPid}.json`
}

/**
 * What start-servers.ts started for this run.
 *
 * @throws when the file was not run by tap
 */
export function readServers (): TestServers {
  const file = serversFile()
  if (!existsSync(file)) throw new Error('no test servers for this run: start tests as `npx tap path/to/name.test.ts`')
  return JSON.parse(readFileSync(file, 'utf8')) as TestServers
}
