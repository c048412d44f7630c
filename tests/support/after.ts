import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { findProcess } from '../../services/embedded/find-process.ts'
import { stopPostgres } from '../../services/embedded/postgres/stop-postgres.ts'
import { readServers, serversFile } from './servers.ts'
import { until } from './until.ts'

// tap runs this after the last test file, also when tests failed
if (existsSync(serversFile())) {
  const { postgresDir, redisGuardPid } = readServers()
  await Promise.all([stopPostgres(postgresDir, process.ppid), redisGuardPid !== null && stopGuard(redisGuardPid)])
  await rm(serversFile(), { force: true })
}

async function stopGuard (pid: number): Promise<void> {
  if (findProcess(pid)?.command.includes('guard.ts') !== true) return
  process.kill(pid, 'SIGTERM')
  await until(() => findProcess(pid) === null)
}
