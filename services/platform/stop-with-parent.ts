const STOP_GRACE_MS = 15_000

/**
 * Calls onStop when the supervisor that started this process is gone, even by kill -9: it holds the other end of
 * our stdin. Does nothing unless the supervisor says so with BEIAN_STOP_WITH_STDIN=1, as a process started by
 * hand or by an orchestrator has a stdin that may be closed from the beginning.
 */
export function stopWithParent (onStop: () => void): void {
  if (process.env['BEIAN_STOP_WITH_STDIN'] !== '1') return
  const supervisor = process.ppid
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), STOP_GRACE_MS).unref() // nobody is left who would send SIGKILL
    onStop()
  }
  for (const event of ['end', 'close', 'error']) process.stdin.on(event, stop)
  process.stdin.resume()
  process.stdin.unref?.() // to watch is no reason to stay: a process that has finished may end

  // The log writes its rest when the process exits, for whatever reason, and sonic-boom 4 does not give up on a pipe
  // that nobody reads any more: without this a worker now and then outlived its supervisor, for ever.
  process.prependListener('exit', () => {
    if (stopping || process.ppid !== supervisor) process.kill(process.pid, 'SIGKILL')
  })
}
