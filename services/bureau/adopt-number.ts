import type { Kysely } from 'kysely'
import type { BureauChannelConfig } from './bureau-channel-config.ts'
import type { BureauDeps } from './bureau-deps.ts'
import { parkChannel, stopChannel } from './bureau-channels.ts'
import type { BureauDatabase } from './bureau-tables.ts'
import { OutcomeUnknown } from './outcome-unknown.ts'

/**
 * An account that was in use before us goes on with its numbers: asked before our first upload. Answers false while that
 * is not known, and nothing may be sealed.
 */
export async function adoptNumber (deps: BureauDeps, db: Kysely<BureauDatabase>, channel: BureauChannelConfig): Promise<boolean> {
  if (await hasOwnNumbers(db, channel.id)) return true
  try {
    const { code, reaction, dataSequence } = await deps.client(channel).previousUpload()
    if (code === 0 && dataSequence !== null) {
      await db.updateTable('bureau_channel').set({ last_sequence: dataSequence }).where('id', '=', channel.id).execute()
      return true
    }
    if (reaction === 'stop_channel') await stopChannel(deps, channel.id, `code ${code}: the account or its set-up is at fault`)
    else await parkChannel(deps, channel.id, channel.visibleAfterMs, `the bureau does not say what its last upload was (code ${code})`)
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error
    await parkChannel(deps, channel.id, channel.visibleAfterMs, 'the bureau cannot be asked for the last upload')
  }
  return false
}

/** A stopped channel is left alone: it sends nothing. */
async function hasOwnNumbers (db: Kysely<BureauDatabase>, channelId: string): Promise<boolean> {
  const { state, last_sequence: last, used } = await db.selectFrom('bureau_channel').select(({ selectFrom, exists }) => [
    'state', 'last_sequence',
    exists(selectFrom('bureau_submission').select('id').where('channel_id', '=', channelId).where('sequence', 'is not', null)).as('used')
  ]).where('id', '=', channelId).executeTakeFirstOrThrow()
  return Boolean(used) || state === 'stopped' || Number(last) > 0
}
