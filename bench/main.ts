import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBeian } from '../services/embedded/start-beian.ts'
import { describeMachine } from './describe-machine.ts'
import { printOutgoing } from './print-outgoing.ts'
import { printReport } from './print-report.ts'
import { printTimers } from './print-timers.ts'
import { readOptions } from './read-options.ts'
import { runBench } from './run-bench.ts'

// what DESIGN.md section 8 asks: base and service in one run. A figure that is missed is printed as missed, and is no failure
const options = readOptions(process.argv.slice(2))
const dataDir = await mkdtemp(join(tmpdir(), 'beian-bench-'))
try {
  const beian = await startBeian({
    dataDir,
    durable: options.durable,
    workers: 0, // what it does with the outbox is measured apart: here it would take its share of both rates
    env: { REQUESTS_PER_MINUTE: String(Number.MAX_SAFE_INTEGER) },
    log: () => {}
  })
  try {
    console.log(`\n${await describeMachine(beian.databaseUrl, options)}\n`)
    const { compared, timers, outgoing } = await runBench(beian, options)
    printReport(compared)
    printTimers(timers)
    for (const one of outgoing) printOutgoing(one)
  } finally {
    await beian.stop()
  }
} finally {
  await rm(dataDir, { recursive: true, force: true })
}
