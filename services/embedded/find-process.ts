import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export type FoundProcess = {
  /** Together with the pid it names one process: pids are used again, pid and start time are not. */
  started: string
  command: string
}

/** The process that runs under this pid, or null. A zombie is null: it runs no more, even if nobody reaps it. */
export function findProcess (pid: number): FoundProcess | null {
  return process.platform === 'linux' ? readProc(pid) : askPs(pid)
}

// not `kill(pid, 0)`: it finds zombies, and in a container whose pid 1 reaps nobody they stay for ever
function readProc (pid: number): FoundProcess | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ') // the name before it may hold spaces: proc(5)
    const [state, started] = [fields[0], fields[19]]
    if (state === undefined || started === undefined || state === 'Z' || state === 'X') return null
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim()
    return command === '' ? null : { started, command } // it is just ending, and has given its memory back
  } catch {
    return null
  }
}

function askPs (pid: number): FoundProcess | null {
  try {
    const line = execFileSync('ps', ['-ww', '-o', 'stat=,lstart=,command=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore']
    })
    const [, stat, started, command] = /^(\S+)\s+(.{24})\s+(.*)$/.exec(line.trim()) ?? []
    if (stat === undefined || started === undefined || stat.startsWith('Z')) return null
    return { started, command: command ?? '' }
  } catch {
    return null
  }
}
