/** Codes of sockets and of PostgreSQL (class 08, 57P0x, too many connections) that mean: not now. */
const CODES = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|08\w{3}|57P0\d|53300)$/
/** pg gives these no code. */
const MESSAGES = /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/

/** Whether an error says that the database is away, and not that we asked it something wrong. */
export function databaseAway (error: unknown): boolean {
  const { code, message } = error as { code?: unknown, message?: unknown }
  return (typeof code === 'string' && CODES.test(code)) || (typeof message === 'string' && MESSAGES.test(message))
}
