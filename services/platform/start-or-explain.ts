/** Runs what starts a process. What stops it is one message with the remedy, not a stack. */
export async function startOrExplain (name: string, start: () => Promise<void>): Promise<void> {
  try {
    await start()
  } catch (error) {
    process.stderr.write(`${name}: ${explain(error)}\n`)
    process.exit(1)
  }
}

function explain (error: unknown): string {
  const { code, message, port, address, stack } = error as NodeJS.ErrnoException & { port?: number, address?: string }
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is in use: stop what listens there, or choose another with PORT, or of a worker with HEALTH_PORT`
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
      return `cannot reach ${address ?? 'the server'}${port ? `:${port}` : ''} (${code}): is the database, or Redis, running where DATABASE_URL and REDIS_URL say?`
    case '28P01':
    case '28000':
      return 'the database refuses the user or password of DATABASE_URL'
    case '3D000':
      return 'the database that DATABASE_URL names does not exist: create it, then run `make migrate`'
    default:
      return code === undefined && message ? message : stack ?? String(error)
  }
}
