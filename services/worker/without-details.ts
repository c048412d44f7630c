/** These tell BullMQ what to do with the job, and carry nothing else. */
const SIGNALS = new Set(['UnrecoverableError', 'RateLimitError', 'DelayedError', 'WaitingError', 'WaitingChildrenError'])

/**
 * What of an error may stand in the queue, which keeps message and stack of every failure: its kind. The words of an error
 * can quote what it stumbled over, and that may be a person's; they are in the log, which is redacted.
 */
export function withoutDetails (error: unknown): Error {
  const { name, code } = error as { name?: string, code?: unknown }
  if (error instanceof Error && SIGNALS.has(error.name)) return error
  const bare = new Error(`${name ?? 'Error'}${typeof code === 'string' ? ` ${code}` : ''}: the log of the worker has the words`)
  bare.stack = bare.message
  return bare
}
