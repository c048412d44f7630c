import type { Registry } from 'prom-client'
import type { Queues } from '../platform/queue.ts'

/** What a running process tells of itself; a test that is about something else leaves it out. */
export type Operation = {
  /** For its figures; those of requests are added to it. */
  registry: Registry
  /** False once the process is to end. */
  isOpen: () => boolean
  /** For those who look into the queues. @throws while they cannot be reached */
  reachQueues: () => Promise<Queues>
}
