import type { Queue } from 'bullmq'
import { sql, type Kysely } from 'kysely'
import type { JobData } from './queue.ts'

/** The name of its jobs, in every queue. */
export const HEARTBEAT = 'heartbeat'

/**
 * Sends a heartbeat of this process into a queue, ahead of what waits there: it asks whether the queue lives, not how long
 * it is. One that nobody has taken yet is not sent twice, so that they never pile up.
 */
export async function sendHeartbeat (queue: Queue<JobData>, processId: string): Promise<void> {
  await queue.add(HEARTBEAT, { process: processId, sentAt: Date.now() }, {
    jobId: `heartbeat-${processId}`, attempts: 1, lifo: true, removeOnFail: true
  })
}

/** Done by whichever worker takes the job: writes down that the heartbeat of that process has come through. */
export async function hearHeartbeat<Database> (db: Kysely<Database>, queue: string, { process, sentAt }: JobData): Promise<void> {
  await sql`
    insert into heartbeat (process, queue, sent_at, heard_at)
    values (${process}, ${queue}, to_timestamp(${Number(sentAt)} / 1000.0), clock_timestamp())
    on conflict (process, queue) do update set sent_at = excluded.sent_at, heard_at = excluded.heard_at`.execute(db)
}

/** When the last heartbeat that came back was sent, by queue, in milliseconds of this process's own clock. */
export async function findHeartbeats<Database> (db: Kysely<Database>, processId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ queue: string, sent_at: Date }>`
    select queue, sent_at from heartbeat where process = ${processId}`.execute(db)
  return new Map(rows.map(({ queue, sent_at: sentAt }) => [queue, sentAt.getTime()]))
}

/** Of processes that are gone. */
export async function forgetOldHeartbeats<Database> (db: Kysely<Database>): Promise<void> {
  await sql`delete from heartbeat where heard_at < clock_timestamp() - interval '1 hour'`.execute(db)
}
