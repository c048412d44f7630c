import { sql, type Kysely } from 'kysely'
import { keepDoing } from './keep-doing.ts'
import type { Logger } from './logger.ts'

export type Leadership = {
  /** Whether this process is the one, for the time that its lease still runs. */
  isLeader (): boolean
  /** Gives the lease back, so that another takes over at once. */
  resign (): Promise<void>
}

type Options = {
  /** What is to be done by one. */
  name: string
  /** The id of this process. */
  holder: string
  log: Logger
  leaseMs?: number
  /** Called with each change. */
  onChange?: (isLeader: boolean) => void
}

const LEASE_MS = 15_000

/**
 * Elects one process among those that ask, by a lease in the database that is renewed three times in its term. When the
 * holder dies another takes over once the lease has run out; in real time. A holder that cannot renew stops by its own
 * clock, counted from before it asked: there are never two.
 */
export function electLeader<Database> (db: Kysely<Database>, { name, holder, log, leaseMs = LEASE_MS, onChange }: Options): Leadership {
  let until = 0
  let was = false
  const isLeader = () => performance.now() < until
  const tell = () => {
    if (isLeader() === was) return
    was = !was
    log.info({ task: name, isLeader: was }, 'the elected process has changed')
    onChange?.(was)
  }
  const loop = keepDoing(log, `election of ${name}`, leaseMs / 3, async () => {
    const asked = performance.now()
    try {
      until = await takeLease(db, name, holder, leaseMs) ? asked + leaseMs : 0
    } finally {
      tell()
    }
  })
  return {
    isLeader,
    async resign () {
      await loop.stop()
      until = 0
      tell()
      await sql`delete from leader where name = ${name} and holder = ${holder}`.execute(db)
    }
  }
}

async function takeLease<Database> (db: Kysely<Database>, name: string, holder: string, leaseMs: number): Promise<boolean> {
  const { rows } = await sql`
    insert into leader as l (name, holder, expires_at)
    values (${name}, ${holder}, clock_timestamp() + ${leaseMs} * interval '1 millisecond')
    on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at
    where l.holder = excluded.holder or l.expires_at < clock_timestamp()
    returning holder`.execute(db)
  return rows.length > 0
}
