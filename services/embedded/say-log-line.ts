const LEFT_OUT = new Set(['level', 'time', 'pid', 'hostname', 'name', 'msg', 'requestId', 'err'])

/** A line of a log for a person: of pino's JSON the moment, the sentence and its fields; anything else as it is. */
export function sayLogLine (line: string): string {
  const entry = parse(line)
  if (entry === null) return line
  const { time = '', msg = '', err } = entry as { time?: string, msg?: string, err?: { message?: string } }
  const fields = Object.entries(entry).filter(([name]) => !LEFT_OUT.has(name)).map(([name, value]) => `${name}=${say(value)}`)
  return [time.slice(11, 19), msg, ...fields, ...err?.message ? [`(${err.message})`] : []].filter(Boolean).join(' ')
}

function parse (line: string): Record<string, unknown> | null {
  if (!line.startsWith('{"level":')) return null
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return null
  }
}

function say (value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
