import { startPart, type Part, type RunningPart } from './start-part.ts'

export type { Part } from './start-part.ts'

/** A machine with more to do than it can needs many times the usual two seconds; a part that cannot start ends by itself. */
const READY_WITHIN_MS = 120_000

export type SuperviseOptions = {
  /** Every line that a part writes. */
  log: (part: string, line: string, stream: 'stdout' | 'stderr') => void
  readyWithinMs?: number
  stopGraceMs?: number
}

export type Ended = {
  part: string
  /** Exit code or signal, and the last lines of its stderr. */
  why: string
}

export type Supervision = {
  /** The address that each part reported when it was ready, for those that have one. */
  urls: Record<string, string>
  pids: Record<string, number>
  /** Settles when a part has ended that nobody stopped, after all the others have been stopped too. */
  ended: Promise<Ended>
  stop: () => Promise<void>
}

/**
 * Runs the parts as processes, all or none: when one ends, all are stopped.
 *
 * @throws when a part ends before it is ready or is not ready in time; then none of them runs any more
 */
export async function supervise (parts: Part[], options: SuperviseOptions): Promise<Supervision> {
  const { log, readyWithinMs = READY_WITHIN_MS, stopGraceMs = 10_000 } = options
  const running = parts.map((part) => startPart(part, log))
  let stopped: Promise<void> | undefined
  const stop = async (): Promise<void> => await (stopped ??= stopAll(running, stopGraceMs))
  const firstEnd = Promise.race(running.map(async (part) => {
    const why = await part.ended
    const wasStopped = stopped !== undefined
    return { part: part.name, why, wasStopped }
  }))
  try {
    await raceWithTime(waitUntilReady(running), readyWithinMs, () => describeUnready(running, readyWithinMs))
  } catch (error) {
    await stop()
    throw error
  }
  const ended = new Promise<Ended>((resolve) => {
    firstEnd.then(async ({ part, why, wasStopped }) => {
      if (wasStopped) return
      await stop()
      resolve({ part, why })
    })
  })
  const urls = running.flatMap((part) => part.url() === null ? [] : [[part.name, part.url()]])
  return { urls: Object.fromEntries(urls), pids: Object.fromEntries(running.map(({ name, pid }) => [name, pid])), ended, stop }
}

async function waitUntilReady (running: RunningPart[]): Promise<void> {
  await Promise.all(running.map(async (part) => {
    const why = await Promise.race([part.ready, part.ended])
    if (why !== undefined) throw new Error(`${part.name} ended before it was ready: ${why}`)
  }))
}

async function raceWithTime (work: Promise<void>, ms: number, describe: () => string): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(describe())), ms)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function describeUnready (running: RunningPart[], ms: number): string {
  const late = running.filter((part) => !part.isReady()).map((part) => part.name).join(', ')
  return `${late} not ready within ${ms} ms`
}

async function stopAll (running: RunningPart[], graceMs: number): Promise<void> {
  await Promise.all(running.map(async (part) => {
    part.kill('SIGTERM')
    const force = setTimeout(() => part.kill('SIGKILL'), graceMs)
    await part.ended
    clearTimeout(force)
  }))
}
