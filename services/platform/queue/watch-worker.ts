import type { Worker } from 'bullmq'
import type { JobData } from '../queue.ts'

export type Watch = {
  /** How long ago it took a job; zero while it has one at work. */
  tookMsAgo (): number
  /** How long ago the queue last answered its question for work, with a job or with nothing. */
  askedMsAgo (): number
  /** Put around the processor. */
  working<T> (work: () => Promise<T>): Promise<T>
  begin (worker: Worker<JobData>): void
}

/**
 * Notices whether a worker still hears. Jobs alone do not tell: where several workers share a queue the nearest may take all
 * of them, and the others are idle but not deaf. So its own questions are watched too; its loop asks every few seconds.
 */
export function watchWorker (): Watch {
  let atWork = 0
  let took = -Infinity
  let asked = -Infinity
  return {
    tookMsAgo: () => atWork > 0 ? 0 : performance.now() - took,
    askedMsAgo: () => performance.now() - asked,
    async working (work) {
      atWork++
      took = performance.now()
      try {
        return await work()
      } finally {
        atWork--
      }
    },
    begin (worker) {
      const backend = worker.getBackend()
      const ask = backend.moveToActive.bind(backend)
      backend.moveToActive = async (...args) => {
        const answer = await ask(...args)
        asked = performance.now()
        return answer
      }
    }
  }
}
