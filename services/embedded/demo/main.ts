import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectLogs } from '../collect-logs.ts'
import { removePostgres } from '../postgres/remove-postgres.ts'
import { runDemo } from './run-demo.ts'

// in a folder of its own, so that it disturbs nothing and leaves nothing; one that PostgreSQL's user can enter when we are root
const dataDir = await mkdtemp(join(tmpdir(), 'beian-demo-'))
await chmod(dataDir, 0o711)
const logs = collectLogs(dataDir)
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort())

const succeeded = await runDemo(dataDir, logs, interrupted.signal)
await logs.close()
if (succeeded || interrupted.signal.aborted) await removePostgres(dataDir)
else console.error(`\nEverything is kept in ${dataDir}: what the parts logged in its folder logs`)
process.exitCode = succeeded ? 0 : interrupted.signal.aborted ? 130 : 1
