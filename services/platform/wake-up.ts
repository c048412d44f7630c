import pg from 'pg'

const CHANNEL = 'beian_outbox'
const AT_MOST_EVERY_MS = 15

/**
 * Tells the workers of other processes that effects wait, after the commit and at most some sixty times a second:
 * a NOTIFY inside each commit would take a lock that all commits share. A lost one costs a poll interval.
 */
export function createWakeUp (send: (channel: string) => Promise<unknown>): () => void {
  let scheduled = false
  return () => {
    if (scheduled) return
    scheduled = true
    setTimeout(() => {
      scheduled = false
      send(CHANNEL).catch(missTheWakeUp)
    }, AT_MOST_EVERY_MS).unref()
  }
}

/** The poll floor of the relay makes up for it. */
function missTheWakeUp (): void {}

/** Listens on a connection of its own and reconnects when that breaks. */
export function listenForWakeUp (databaseUrl: string, onWake: () => void): { close (): Promise<void> } {
  let closed = false
  let client: pg.Client | undefined
  const connect = async () => {
    client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, application_name: 'beian wake-up' })
    client.on('notification', onWake)
    client.on('error', again)
    await client.connect()
    await client.query(`listen ${CHANNEL}`)
    onWake() // something may have come while nobody listened
  }
  const again = () => {
    if (!closed) setTimeout(() => { connect().catch(again) }, RECONNECT_AFTER_MS).unref()
  }
  connect().catch(again)
  return {
    async close () {
      closed = true
      await client?.end().catch(missTheWakeUp)
    }
  }
}

const RECONNECT_AFTER_MS = 1000
