import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Round, Sample } from './load.ts'
import type { LoadClient } from './serve-rounds.ts'

type Answer = { sample: Sample } | { fault: string }

/**
 * Starts a client as a process of its own, so that it shares no event loop with us. It stays for all rounds: with new
 * connections, PostgreSQL would plan every statement five times more on each of them before it keeps a plan.
 * @throws Error with the stack of the other side
 */
export async function openLoadProcess<Task extends object> (entry: URL, task: Task): Promise<LoadClient> {
  const child = fork(entry, { serialization: 'advanced' }) // keeps a Buffer a Buffer
  const ended = once(child, 'exit')
  const ask = async (message: Task | Round): Promise<Sample> => {
    child.send(message)
    const answer = await Promise.race([
      once(child, 'message').then(([answer]) => answer as Answer),
      ended.then(([code]): Answer => ({ fault: `${entry.pathname} ended with ${code}` }))
    ])
    if ('fault' in answer) throw new Error(answer.fault)
    return answer.sample
  }
  const close = async () => {
    if (child.connected) child.disconnect()
    await ended
  }
  try {
    await ask(task)
  } catch (error) {
    await close()
    throw error
  }
  return { run: ask, close }
}
