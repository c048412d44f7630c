import type { Kysely } from 'kysely'
import type { BureauChannelConfig } from './bureau-channel-config.ts'
import type { BureauDeps } from './bureau-deps.ts'
import { parkChannel } from './bureau-channels.ts'
import type { BureauDatabase } from './bureau-tables.ts'
import { OutcomeUnknown } from './outcome-unknown.ts'

/** An account that was in use before us goes on with its numbers: asked once, before our first upload. */
export async function adoptNumber (deps: BureauDeps, db: Kysely<BureauDatabase>, channel: BureauChannelConfig): Promise<void> {
  const row = await db.selectFrom('bureau_channel').select(({ selectFrom, exists }) => [
    'state', 'last_sequence',
    exists(selectFrom('bureau_submission').select('id').where('channel_id', '=', channel.id).where('sequence', 'is not', null)).as('used')
  ]).where('id', '=', channel.id).executeTakeFirstOrThrow()
  if (row.used || row.state === 'stopped' || Number(row.last_sequence) > 0) return
  try {
    const { dataSequence } = await deps.client(channel).previousUpload()
    if (dataSequence === null || dataSequence === 0) return
    await db.updateTable('bureau_channel').set({ last_sequence: dataSequence }).where('id', '=', channel.id).execute()
    deps.log.info({ channel: channel.id, dataSequence }, 'the channel goes on with the numbers of its account')
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error
    await parkChannel(deps, channel.id, channel.visibleAfterMs, 'the bureau cannot be asked for the last upload')
  }
}
