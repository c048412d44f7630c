import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { sayLogLine } from './say-log-line.ts'
import type { SuperviseOptions } from './supervise.ts'

export type CollectedLogs = {
  /** For the supervisor: each part into a file of its own. */
  log: SuperviseOptions['log']
  /** The last lines of a part, or of all, for a person. */
  lastLines (part?: string): string[]
  /** How many warnings and errors each part had, and the newest. */
  warnings (): Record<string, { count: number, last: string }>
  close (): Promise<void>
}

const KEPT_LINES = 20

/** Puts what the parts write into `<dataDir>/logs/<part>.log`, and keeps the end of it for a word when something breaks. */
export function collectLogs (dataDir: string): CollectedLogs {
  const folder = join(dataDir, 'logs')
  const files = new Map<string, WriteStream>()
  const kept: Array<{ part: string, line: string }> = []
  const warned: Record<string, { count: number, last: string }> = {}
  const open = (part: string): WriteStream => {
    mkdirSync(folder, { recursive: true })
    return createWriteStream(join(folder, `${part}.log`), { flags: 'a' })
  }
  return {
    log (part, line, stream) {
      const file = files.get(part) ?? open(part)
      files.set(part, file)
      file.write(`${line}\n`)
      kept.push({ part, line })
      if (kept.length > KEPT_LINES * 10) kept.splice(0, KEPT_LINES * 5)
      if (stream === 'stderr' || isWarning(line)) warned[part] = { count: (warned[part]?.count ?? 0) + 1, last: sayLogLine(line) }
    },
    lastLines: (part) => kept.filter((entry) => part === undefined || entry.part === part).slice(-KEPT_LINES)
      .map((entry) => `${entry.part}  ${sayLogLine(entry.line)}`),
    warnings: () => ({ ...warned }),
    async close () {
      await Promise.all([...files.values()].map(async (file) => {
        file.end()
        await finished(file)
      }))
    }
  }
}

/** pino: warn is 40, error 50, fatal 60. */
function isWarning (line: string): boolean {
  return /^\{"level":[456]0,/.test(line)
}
