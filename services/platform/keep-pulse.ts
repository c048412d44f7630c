import type { Kysely } from 'kysely'
import { findHeartbeats, sendHeartbeat } from './heartbeat.ts'
import { keepDoing } from './keep-doing.ts'
import type { Logger } from './logger.ts'
import type { Queues } from './queue.ts'

export type Pulse = {
  /** How long ago the last heartbeat that came back through this queue was sent; Infinity before the first. */
  heardMsAgo (queue: string): Promise<number>
  /** Why nothing can be sent: the queue does not answer, or cannot be trusted. */
  trouble (): string | null
  close (): Promise<void>
}

type Options = { processId: string, log: Logger, reach: () => Promise<Queues>, queues: readonly string[], everyMs?: number }

const EVERY_MS = 2000
/** A process that starts is to be known as ready at once, and not at the second heartbeat. */
const AT_FIRST_EVERY_MS = 200
const AT_FIRST_MS = 10_000

/**
 * Sends heartbeats of this process through queues, for as long as it lives, and knows which came back. On the way the queue
 * itself is verified again: settings change under way, and schemas get dropped.
 */
export function keepPulse<Database> (db: Kysely<Database>, { processId, log, reach, queues, everyMs = EVERY_MS }: Options): Pulse {
  let atFirstUntil = performance.now() + AT_FIRST_MS
  let trouble: string | null = null
  let beat = -Infinity
  const loop = keepDoing(log, 'heartbeat', Math.min(everyMs, AT_FIRST_EVERY_MS), async () => {
    const now = performance.now()
    if (now > atFirstUntil && now - beat < everyMs) return
    beat = now
    try {
      if (now <= atFirstUntil && (await findHeartbeats(db, processId)).size >= queues.length) atFirstUntil = 0
      const open = await reach()
      await open.verify()
      await Promise.all(queues.map(async (name) => await sendHeartbeat(open.queue(name), processId)))
      if (trouble !== null) log.info('the queue answers again')
      trouble = null
    } catch (error) {
      if (trouble === null) log.error({ err: error }, 'the queue does not take a heartbeat')
      trouble = (error as Error).message
    }
  })
  return {
    async heardMsAgo (queue) {
      const sentAt = (await findHeartbeats(db, processId)).get(queue)
      return sentAt === undefined ? Infinity : Date.now() - sentAt
    },
    trouble: () => trouble,
    close: loop.stop
  }
}
