import { readFileSync } from 'node:fs'

const LOOK_EVERY_MS = 200
const KB_PER_MB = 1024

/** Watches the resident memory of a process. `peakMb` is the most that was seen, for watching ends before the process. */
export function watchMemory (pid: number): { peakMb: () => number, stop: () => void } {
  let peakMb = residentMb(pid)
  const timer = setInterval(() => { peakMb = Math.max(peakMb, residentMb(pid)) }, LOOK_EVERY_MS)
  return { peakMb: () => peakMb, stop: () => clearInterval(timer) }
}

function residentMb (pid: number): number {
  const [, kb] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kb) / KB_PER_MB
}
