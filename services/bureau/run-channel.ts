import type { BureauChannelConfig } from './bureau-channel-config.ts'
import { adoptNumber } from './adopt-number.ts'
import { applyInbox } from './apply-inbox.ts'
import type { BureauDeps } from './bureau-deps.ts'
import { drainDownloads } from './drain-downloads.ts'
import { sendSubmissions } from './send-submissions.ts'
import { reportSettled } from './settle-submission.ts'
import { withChannelLock } from './with-channel-lock.ts'

/**
 * One round of a channel: what a crash left unsaid is said, what waits is sent, what waits for us is fetched and
 * applied. Only one worker at a time; the others wait their turn and find little left to do.
 */
export async function runChannel (deps: BureauDeps, channel: BureauChannelConfig, { download }: { download: boolean }): Promise<void> {
  await withChannelLock(deps, channel.id, async (db) => {
    await reportSettled(deps, db, channel.id)
    if (await adoptNumber(deps, db, channel)) await sendSubmissions(deps, db, channel)
    const { state } = await db.selectFrom('bureau_channel').select('state').where('id', '=', channel.id).executeTakeFirstOrThrow()
    if (download && state !== 'stopped') await drainDownloads(deps, db, channel)
    await applyInbox(deps, db, channel.id)
  })
}
