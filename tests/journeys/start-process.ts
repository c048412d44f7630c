import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type TestProcess = {
  child: ChildProcess
  /** What it says when it is ready. */
  ready: Promise<Record<string, unknown>>
  ended: Promise<NodeJS.Signals | number | null>
  stop (): Promise<void>
}

type Test = { after (work: () => Promise<void>): unknown }

/** A real process of Beian, as its main.ts starts it; ended after the test. */
export function startProcess (t: Test, main: string, env: NodeJS.ProcessEnv): TestProcess {
  const entry = fileURLToPath(new URL(`../../services/${main}`, import.meta.url))
  const child = spawn(process.execPath, [entry], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, LOG_LEVEL: 'error', HEALTH_PORT: '0', DRAIN_MS: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)))
  const ready = new Promise<Record<string, unknown>>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => { if (line.startsWith('{"ready":true')) resolve(JSON.parse(line)) })
    ended.then((end) => reject(new Error(`${main} ended with ${end} before it was ready`)))
  })
  ready.catch(() => {}) // who waits for it sees the rejection
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  t.after(stop)
  return { child, ready, ended, stop }
}
