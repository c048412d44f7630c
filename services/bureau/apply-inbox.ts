import { randomUUIDv7 } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { OrderFact } from '../../machines/order/order-events.ts'
import { crashPoint } from '../platform/crash-point.ts'
import type { BureauDeps } from './bureau-deps.ts'
import type { BureauDatabase } from './bureau-tables.ts'
import { toOutcomes, type BureauOutcome } from './documents/bureau-outcomes.ts'
import { readDownload } from './documents/read-download.ts'
import { readDocument } from './pipeline/sealed-file.ts'

/**
 * Turns stored files into facts, in the order in which they came. A crash in between begins the file again: every
 * fact has a cause id of its own and is applied once.
 */
export async function applyInbox (deps: BureauDeps, db: Kysely<BureauDatabase>, channelId: string): Promise<number> {
  const files = await db.selectFrom('bureau_inbox').select(['id', 'file', 'file_name'])
    .where('channel_id', '=', channelId).where('state', '=', 'received').orderBy('received_at').orderBy('id').execute()
  for (const { id, file, file_name: fileName } of files) {
    const outcomes = readOutcomes(deps, id, file)
    if (!outcomes) {
      deps.log.error({ channel: channelId, fileName }, 'a file from the bureau cannot be read')
      await db.updateTable('bureau_inbox').set({ state: 'quarantined', note: 'not a document we can read' }).where('id', '=', id).execute()
      continue
    }
    for (const outcome of outcomes) {
      await applyOutcome(deps, db, channelId, id, outcome)
      crashPoint('between_outcomes')
    }
    await db.updateTable('bureau_inbox').set({ state: 'applied', applied_at: deps.now() }).where('id', '=', id).execute()
  }
  return files.length
}

function readOutcomes ({ sealing, log }: BureauDeps, id: string, file: Buffer): BureauOutcome[] | null {
  const zipBytes = sealing.unsealBytes(file, id)
  try {
    return toOutcomes(readDownload(readDocument(zipBytes)))
  } catch (error) {
    log.debug({ inboxId: id, err: error }, 'unreadable')
    return null
  }
}

async function applyOutcome (
  { orders, now }: BureauDeps, db: Kysely<BureauDatabase>, channelId: string, inboxId: string, outcome: BureauOutcome
): Promise<void> {
  const recordId = recordIdOf(outcome)
  const submission = recordId
    ? await db.selectFrom('bureau_submission').select(['order_id', 'attempt'])
      .where('channel_id', '=', channelId).where('subject_record_id', '=', recordId).executeTakeFirst()
    : undefined
  if (submission?.order_id) {
    const about = { at: now().toISOString(), attempt: submission.attempt, causeId: `${channelId}:${recordId}:${outcome.key}` }
    return await orders.tell(submission.order_id, factOf(outcome, about), wordsOf(outcome))
  }
  await db.insertInto('bureau_unmatched')
    .values({ id: randomUUIDv7(), inbox_id: inboxId, record_id: outcome.recordId, outcome: outcome.type, at: now() })
    .onConflict((conflict) => conflict.constraint('noted_once').doNothing()).execute()
}

/** A file that breaks the schema (5001) is answered with its name alone; ours carries the id of the subject record. */
function recordIdOf (outcome: BureauOutcome): string | null {
  if (/^\d+$/.test(outcome.recordId)) return outcome.recordId
  const text = 'findings' in outcome ? outcome.findings.map(({ message }) => message.zh).join(' ') : ''
  return /filing(\d+)\.xml/.exec(text)?.[1] ?? null
}

function factOf (outcome: BureauOutcome, about: { at: string, attempt: number, causeId: string }): OrderFact {
  switch (outcome.type) {
    case 'bureau_approved':
    case 'sms_failed':
      return { ...about, type: outcome.type }
    case 'bureau_returned':
    case 'bureau_rejected_by_reviewer':
      return {
        ...about,
        type: outcome.type,
        findings: outcome.findings.map(({ field, code, severity, stage }) => ({ field, code, severity, stage }))
      }
    case 'filing_registered': {
      const { subjectNumber, serviceNumbers, bureauIds } = outcome
      return { ...about, type: outcome.type, filing: { subjectNumber, serviceNumbers, bureauIds } }
    }
  }
}

function wordsOf (outcome: BureauOutcome) {
  if (outcome.type === 'sms_failed') return { reason: outcome.reason }
  return 'findings' in outcome ? { findings: outcome.findings } : undefined
}
