import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// tap runs this once before all test files and goes on when it has ended. It measures the coverage of this process
// whatever .taprc says and calls the run failed when that is not complete: so the work is done in another one, without.
const startServers = fileURLToPath(new URL('start-servers.ts', import.meta.url))
const env = { ...process.env, _TAPJS_PROCESSINFO_COVERAGE_: '0' }
execFileSync(process.execPath, [startServers, String(process.ppid)], { env, stdio: 'inherit' })
