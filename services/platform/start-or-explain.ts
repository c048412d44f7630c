/** Runs what starts a process. What stops it is one message with the remedy, not a stack. */
export async function startOrExplain (name: string, start: () => Promise<void>): Promise<void> {
  try {
    await start()
  } catch (error) {
    process.stderr.write(`${name}: ${explain(error)}\n`)
    process.exit(1)
  }
}

type SystemError = NodeJS.ErrnoException & { port?: number, address?: string, hostname?: string }

function explain (error: unknown): string {
  const { code, message, port, address, hostname, stack } = error as SystemError
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is in use: stop what listens there, or choose another with PORT, or of a worker with HEALTH_PORT`
    case 'EADDRNOTAVAIL':
      return `this machine has no address ${address}: HOST is one of its own, or 0.0.0.0 for all of them`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `there is no host ${hostname ?? ''} (${code}): see DATABASE_URL and REDIS_URL, and HOST, an address of this machine`
    case 'ECONNREFUSED':
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
