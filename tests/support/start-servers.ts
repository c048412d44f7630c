import { rename, writeFile } from 'node:fs/promises'
import { findProcess } from '../../services/embedded/find-process.ts'
import { makeTemplate } from './make-template.ts'
import { serversFile, type TestServers } from './servers.ts'
import { removeOldServersFiles, startTestPostgres } from './start-test-postgres.ts'
import { startTestRedis } from './start-test-redis.ts'

// A process of its own for before.ts, which says why. The servers live on under their guards, until after.ts stops
// them or the runner is gone.
const runnerPid = Number(process.argv[2])
const runner = findProcess(runnerPid)
if (runner === null || !/\btap\b/.test(runner.command)) throw new Error('the test runner is gone, or this was not started by tap')
const [postgres, redis] = await Promise.all([startTestPostgres(runnerPid), startTestRedis(runnerPid)])
await removeOldServersFiles((pid) => findProcess(pid) !== null)
const servers: TestServers = {
  postgresDir: postgres.dataDir,
  postgresUrl: postgres.url,
  template: await makeTemplate(postgres.url),
  redisUrl: redis?.url ?? null,
  redisGuardPid: redis?.guardPid ?? null
}
const draft = `${serversFile(runnerPid)}.draft`
await writeFile(draft, JSON.stringify(servers, null, 2) + '\n', { mode: 0o600 }) // the URL holds the password
await rename(draft, serversFile(runnerPid))
