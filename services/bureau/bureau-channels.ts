import type { BureauChannelConfig } from './bureau-channel-config.ts'
import type { BureauDeps } from './bureau-deps.ts'

/**
 * Makes the row of every configured channel. A stopped channel runs again when its configuration has changed, and not
 * because a process was started: a wrong password tried at every restart would lock the account.
 */
export async function openChannels ({ db, channels, sealing }: Pick<BureauDeps, 'db' | 'channels' | 'sealing'>): Promise<void> {
  for (const channel of channels) {
    const setUp = sealing.lookupKey('bureau channel', JSON.stringify(channel))
    await db.insertInto('bureau_channel').values({ id: channel.id, state: 'running', set_up: setUp })
      .onConflict((conflict) => conflict.column('id')
        .doUpdateSet({ state: 'running', reason: null, parked_until: null, set_up: setUp })
        .where('bureau_channel.set_up', 'is distinct from', setUp))
      .execute()
  }
}

/** An operator has mended what stopped a channel. Answers whether there is such a channel. */
export async function resumeChannel ({ db }: Pick<BureauDeps, 'db'>, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('bureau_channel').set({ state: 'running', reason: null, parked_until: null })
    .where('id', '=', id).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The channel of a province, or else the first: a provider uploads where it is licensed (bureau-interface 1.1). Null: there is none. */
export function channelFor (channels: BureauChannelConfig[], province: string): BureauChannelConfig | null {
  return channels.find((candidate) => candidate.province === province) ?? channels[0] ?? null
}

export async function parkChannel ({ db, now, log }: BureauDeps, id: string, forMs: number, reason: string): Promise<void> {
  const parkedUntil = new Date(now().getTime() + forMs)
  await db.updateTable('bureau_channel').set({ state: 'parked', reason, parked_until: parkedUntil }).where('id', '=', id).execute()
  log.warn({ channel: id, reason, parkedUntil }, 'bureau channel parked')
}

export async function stopChannel ({ db, log }: BureauDeps, id: string, reason: string): Promise<void> {
  await db.updateTable('bureau_channel').set({ state: 'stopped', reason, parked_until: null }).where('id', '=', id).execute()
  log.error({ channel: id, reason }, 'bureau channel stopped: mend the cause; a changed configuration starts it again, or npm run resume-channel')
}

/** When a parked channel with something to send goes on. */
export async function nextChannelDue ({ db }: Pick<BureauDeps, 'db'>): Promise<Date | null> {
  const row = await db.selectFrom('bureau_channel as c').select(({ fn }) => fn.min('c.parked_until').as('due'))
    .where('c.state', '=', 'parked')
    .where(({ exists, selectFrom }) => exists(selectFrom('bureau_submission as s').select('s.id')
      .whereRef('s.channel_id', '=', 'c.id').where('s.state', 'in', ['waiting', 'sealed'])))
    .executeTakeFirst()
  return row?.due ?? null
}
