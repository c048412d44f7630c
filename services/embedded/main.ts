import { collectLogs } from './collect-logs.ts'
import { liveOn } from './seed/live-on.ts'
import { meetPeople } from './people/meet-people.ts'
import { printWelcome } from './print-welcome.ts'
import { readSettings } from './read-settings.ts'
import { seed } from './seed/seed.ts'
import { startBeian, type RunningBeian } from './start-beian.ts'
import { tellWarnings } from './tell-warnings.ts'
import { paint } from './terminal/paint.ts'

/** Fast enough to watch: SMS are answered after some 25 s, decisions come after some 75 s. */
const PACE = { checkAfterMs: 4000, smsAfterMs: 25_000, reviewAfterMs: 45_000 }

const since = performance.now()
const stopped = new AbortController()
let beian: RunningBeian | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal))

try {
  const { port, simulatorPort, dataDir, redisUrl } = readSettings(process.env)
  const logs = collectLogs(dataDir)
  beian = await startBeian({ dataDir, port, simulatorPort, redisUrl, pace: PACE, provinces: ['guangdong', 'zhejiang'], log: logs.log })
  const readyAfterMs = performance.now() - since
  await printWelcome(beian, { dataDir, readyAfterMs, simulatorUrl: `http://127.0.0.1:${simulatorPort}` })
  const warnings = tellWarnings(logs, (line) => say(paint('yellow', line)))
  const living = live(beian, dataDir)
  const ended = await Promise.race([beian.ended, untilStopped()])
  warnings.stop()
  stopped.abort()
  await beian.stop()
  await living
  await logs.close()
  if (ended === null) say('stopped')
  else throw new Error(`${ended.part} has ended, so all was stopped: ${ended.why}\nSee ${dataDir}/logs`)
} catch (error) {
  console.error(`${paint('red', 'beian:')} ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

async function live (beian: RunningBeian, dataDir: string): Promise<void> {
  const begun = performance.now()
  await trying(async () => {
    const { placed, leftOut } = await seed(beian, { dataDir, pace: PACE })
    const states = leftOut.length === 0 ? 'in every state' : 'in every state that this policy and the simulated bureau lead to'
    if (placed > 0) say(`${placed} orders are there now, ${states} (${((performance.now() - begun) / 1000).toFixed(1)} s)`)
    for (const line of leftOut) say(`examples: ${line}`)
  })
  await trying(async () => await liveOn(await meetPeople(beian), beian.policy, stopped.signal))
}

/** The service runs on without examples. */
async function trying (work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!stopped.signal.aborted) say(paint('yellow', `examples: ${error instanceof Error ? error.message : String(error)}`))
  }
}

function stop (signal: string): void {
  if (beian === undefined) process.exit(130) // what has been started so far notices that we are gone, and ends
  if (!stopped.signal.aborted) say(`${signal}: stopping`)
  stopped.abort()
}

async function untilStopped (): Promise<null> {
  return await new Promise((resolve) => stopped.signal.addEventListener('abort', () => resolve(null), { once: true }))
}

function say (line: string): void {
  console.log(`${paint('dim', new Date().toTimeString().slice(0, 8))}  ${line}`)
}
