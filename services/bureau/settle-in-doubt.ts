import type { Kysely } from 'kysely'
import type { BureauChannelConfig } from './bureau-channel-config.ts'
import type { PreviousUploadAnswer } from './bureau-client.ts'
import type { BureauDeps } from './bureau-deps.ts'
import { parkChannel, stopChannel } from './bureau-channels.ts'
import type { BureauDatabase } from './bureau-tables.ts'
import { OutcomeUnknown } from './outcome-unknown.ts'
import type { Submission } from './seal-submission.ts'
import { markAccepted } from './settle-submission.ts'

/**
 * Learns from the bureau whether an upload was taken, before it is sent again.
 * Answers true when it surely was not: then the same bytes go out with the same number.
 * Source: bureau-interface 5.3, reconciliation.
 */
export async function settleInDoubt (
  deps: BureauDeps, db: Kysely<BureauDatabase>, channel: BureauChannelConfig, submission: Submission
): Promise<boolean> {
  const last = await askLastUpload(deps, channel)
  const number = Number(submission.sequence)
  if (last === null || last.dataSequence === null) {
    await parkChannel(deps, channel.id, channel.visibleAfterMs, 'the bureau cannot be asked for the last upload')
    return false
  }
  if (last.dataSequence === number && last.beianInfoHash === submission.file_hash) {
    await markAccepted(deps, db, submission, { code: 0, message: 'found by isp_querypreviousupload' })
    return false
  }
  if (last.dataSequence === number - 1) return await isOldEnough(deps, channel, submission)
  await stopChannel(deps, channel.id, last.dataSequence === number
    ? `another writer used number ${number}`
    : `we are at number ${number}, the bureau at ${last.dataSequence}: another writer, or a restored backup`)
  return false
}

async function askLastUpload ({ client, log }: BureauDeps, channel: BureauChannelConfig): Promise<PreviousUploadAnswer | null> {
  try {
    const answer = await client(channel).previousUpload()
    return answer.code === 0 ? answer : null
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error
    log.warn({ channel: channel.id, err: error }, 'the bureau does not say what its last upload was')
    return null
  }
}

/** An accepted upload may take a while to show. */
async function isOldEnough (deps: BureauDeps, channel: BureauChannelConfig, { last_tried_at: lastTriedAt }: Submission): Promise<boolean> {
  const ageMs = deps.now().getTime() - lastTriedAt!.getTime()
  if (ageMs >= channel.visibleAfterMs) return true
  await parkChannel(deps, channel.id, channel.visibleAfterMs - ageMs, 'waiting until an accepted upload would show')
  return false
}
