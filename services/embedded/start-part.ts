import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

export type Part = {
  name: string
  /** A .ts file. */
  entry: string
  args?: string[]
  /** Laid over our own environment. */
  env?: Record<string, string>
  /** Whether this line of stdout says that the part is ready, or the address at which it is. */
  ready?: (line: string) => boolean | string
}

export type RunningPart = {
  name: string
  pid: number
  ready: Promise<undefined>
  isReady: () => boolean
  url: () => string | null
  /** Settles with the reason when the process has ended and its output is read. */
  ended: Promise<string>
  kill: (signal: NodeJS.Signals) => void
}

const LAST_LINES = 15

/** Starts one part in a session of its own: Ctrl-C in a terminal is for the supervisor, who stops in order. */
export function startPart (part: Part, log: (part: string, line: string, stream: 'stdout' | 'stderr') => void): RunningPart {
  const child = spawn(process.execPath, [part.entry, ...part.args ?? []], {
    detached: true,
    env: { ...process.env, ...part.env, BEIAN_STOP_WITH_STDIN: '1' },
    stdio: ['pipe', 'pipe', 'pipe'] // stdin carries nothing: its end tells the part that we are gone
  })
  child.stdin.on('error', () => {}) // EPIPE when the part closes its end first
  const { name, ready: readyIn = isReadyLine } = part
  const lastErrors: string[] = []
  let answer: boolean | string = false
  const ready = new Promise<undefined>((resolve) => {
    readLines(child.stdout, (line) => {
      log(name, line, 'stdout')
      if (answer === false) answer = readyIn(line)
      if (answer !== false) resolve(undefined)
    })
  })
  readLines(child.stderr, (line) => {
    log(name, line, 'stderr')
    lastErrors.push(line)
    if (lastErrors.length > LAST_LINES) lastErrors.shift()
  })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', () => endGroup(child.pid))
    child.once('close', (code, signal) => {
      resolve([signal ?? `exit code ${code}`, ...lastErrors].join('\n'))
    })
  })
  return {
    name,
    pid: child.pid ?? 0,
    ready,
    isReady: () => answer !== false,
    url: () => typeof answer === 'string' ? answer : null,
    ended,
    kill: (signal) => { child.kill(signal) }
  }
}

/** The line that our processes write when they serve: JSON with `ready: true` and, if they listen, a `url`. */
export function isReadyLine (line: string): boolean | string {
  if (!line.startsWith('{')) return false
  try {
    const { ready, url } = JSON.parse(line) as { ready?: unknown, url?: unknown }
    return ready === true && (typeof url === 'string' ? url : true)
  } catch {
    return false
  }
}

// what the part itself started and left behind; with our pipes open it would also hold back 'close'
function endGroup (pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {} // ESRCH: nothing is left, as it should be
}

function readLines (stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', onLine)
}
