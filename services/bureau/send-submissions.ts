import type { Kysely } from 'kysely'
import { crashPoint } from '../platform/crash-point.ts'
import type { BureauChannelConfig } from './bureau-channel-config.ts'
import type { UploadAnswer } from './bureau-client.ts'
import type { BureauDeps } from './bureau-deps.ts'
import { parkChannel, stopChannel } from './bureau-channels.ts'
import type { BureauDatabase } from './bureau-tables.ts'
import { DocumentIncomplete } from './documents/document-incomplete.ts'
import { NoDocumentYet } from './documents/no-document-yet.ts'
import { OutcomeUnknown } from './outcome-unknown.ts'
import { encrypt } from './pipeline/cipher.ts'
import { NotEncodable } from './pipeline/gbk.ts'
import { sealSubmission, type Submission } from './seal-submission.ts'
import { settleInDoubt } from './settle-in-doubt.ts'
import { markAccepted, markRefused, markVoided, sealAgainLater } from './settle-submission.ts'

const BUSY_BUREAU_RESTS_MS = 5 * 60 * 1000

/** Sends what waits at a channel, one after the other, until none is left or the channel has to rest. */
export async function sendSubmissions (deps: BureauDeps, db: Kysely<BureauDatabase>, channel: BureauChannelConfig): Promise<void> {
  while (await maySend(deps, db, channel.id)) {
    const submission = await nextToSend(deps, db, channel)
    if (!submission) return
    if (submission.tries > 0 && !await settleInDoubt(deps, db, channel, submission)) continue
    await send(deps, db, channel, submission)
  }
}

async function maySend ({ now }: BureauDeps, db: Kysely<BureauDatabase>, channelId: string): Promise<boolean> {
  const { state, parked_until: parkedUntil } = await db.selectFrom('bureau_channel').select(['state', 'parked_until'])
    .where('id', '=', channelId).executeTakeFirstOrThrow()
  return state === 'running' || (state === 'parked' && parkedUntil! <= now())
}

/** What is sealed comes first: a number is never assigned while an earlier one is unsettled. */
async function nextToSend (deps: BureauDeps, db: Kysely<BureauDatabase>, channel: BureauChannelConfig): Promise<Submission | null> {
  const unsettled = db.selectFrom('bureau_submission').selectAll().where('channel_id', '=', channel.id)
  const sealed = await unsettled.where('state', '=', 'sealed').orderBy('sequence').limit(1).executeTakeFirst()
  if (sealed) return sealed
  for (;;) {
    const waiting = await unsettled.where('state', '=', 'waiting').orderBy('waiting_since').orderBy('id').limit(1).executeTakeFirst()
    if (!waiting) return null
    const sealedNow = await sealWaiting(deps, db, channel, waiting)
    if (sealedNow) return sealedNow
  }
}

/** Null: there was nothing to seal any more, or the order cannot be written; the submission is settled then. */
async function sealWaiting (
  deps: BureauDeps, db: Kysely<BureauDatabase>, channel: BureauChannelConfig, waiting: Submission
): Promise<Submission | null> {
  const filing = waiting.order_id && await deps.orders.findFiling(waiting.order_id, waiting.attempt)
  if (!filing) return await markVoided(deps, db, waiting)
  try {
    const sealed = await sealSubmission(deps, db, channel, waiting, filing)
    crashPoint('after_seal')
    return sealed
  } catch (error) {
    if (!(error instanceof NoDocumentYet || error instanceof DocumentIncomplete || error instanceof NotEncodable)) throw error
    return await markRefused(deps, db, waiting, { code: null, message: error.message })
  }
}

async function send (deps: BureauDeps, db: Kysely<BureauDatabase>, channel: BureauChannelConfig, submission: Submission): Promise<void> {
  await db.updateTable('bureau_submission').set(({ eb }) => ({ tries: eb('tries', '+', 1), last_tried_at: deps.now() }))
    .where('id', '=', submission.id).execute()
  crashPoint('before_upload')
  const answer = await upload(deps, channel, submission)
  crashPoint('after_upload')
  if (answer === null) return await parkChannel(deps, channel.id, channel.visibleAfterMs, 'the outcome of an upload is unknown')
  deps.log.info({ channel: channel.id, orderId: submission.order_id, sequence: submission.sequence, code: answer.code }, 'uploaded')
  await react(deps, db, channel, submission, answer)
}

/** Null when nobody knows whether the bureau took it. */
async function upload (
  { sealing, client, log }: BureauDeps, channel: BureauChannelConfig, submission: Submission
): Promise<UploadAnswer | null> {
  const zipBytes = sealing.unsealBytes(submission.file!, submission.id)
  const bytes = submission.encrypted ? encrypt(zipBytes, channel.cipher!) : zipBytes
  try {
    return await client(channel).upload({
      beianInfo: bytes.toString('base64'),
      beianInfoHash: submission.file_hash!,
      dataSequence: Number(submission.sequence),
      encryptAlgorithm: submission.encrypted ? 1 : 0
    })
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error
    log.warn({ channel: channel.id, orderId: submission.order_id, sequence: submission.sequence, err: error }, 'upload outcome unknown')
    return null
  }
}

async function react (
  deps: BureauDeps, db: Kysely<BureauDatabase>, channel: BureauChannelConfig, submission: Submission, answer: UploadAnswer
): Promise<void> {
  const { code, message, reaction } = answer
  switch (reaction) {
    case 'accepted':
      return await markAccepted(deps, db, submission, { code, message })
    case 'refused':
      await markRefused(deps, db, submission, { code, message })
      return
    case 'park':
      return await parkChannel(deps, channel.id, BUSY_BUREAU_RESTS_MS, `code ${code}`)
    case 'stop_channel':
      await sealAgainLater(db, submission)
      return await stopChannel(deps, channel.id, `code ${code}: the account or its set-up is at fault`)
    case 'missing_files':
      return await stopChannel(deps, channel.id, `the bureau misses earlier files: ${answer.missingSequences.join(', ')}`)
    default:
      return await parkChannel(deps, channel.id, channel.visibleAfterMs, `code ${code}: the outcome of an upload is unknown`)
  }
}
