import { sql, type Kysely } from 'kysely'
import type { OrderFact } from '../../machines/order/order-events.ts'
import { crashPoint } from '../platform/crash-point.ts'
import type { BureauDeps } from './bureau-deps.ts'
import type { BureauDatabase } from './bureau-tables.ts'
import type { Submission } from './seal-submission.ts'

type Answer = { code: number | null, message: string }

/** The bureau has it: the number is consumed, and the order is told. */
export async function markAccepted (deps: BureauDeps, db: Kysely<BureauDatabase>, submission: Submission, answer: Answer): Promise<void> {
  await db.with('settled', (db) => db.updateTable('bureau_submission')
    .set({ state: 'accepted', settled_at: deps.now(), answer_code: answer.code, answer_message: answer.message })
    .where('id', '=', submission.id).where('state', '=', 'sealed').returning(['channel_id', 'sequence']))
    .updateTable('bureau_channel').from('settled')
    .set({ last_sequence: sql<string>`greatest(last_sequence, settled.sequence)`, state: 'running', reason: null, parked_until: null })
    .whereRef('bureau_channel.id', '=', 'settled.channel_id').execute()
  crashPoint('after_settle')
  await reportSettled(deps, db, submission.channel_id)
}

/** The upload itself is at fault: its number goes back, and the order is told. */
export async function markRefused (deps: BureauDeps, db: Kysely<BureauDatabase>, submission: Submission, answer: Answer): Promise<null> {
  await db.updateTable('bureau_submission')
    .set({ state: 'refused', sequence: null, settled_at: deps.now(), answer_code: answer.code, answer_message: answer.message })
    .where('id', '=', submission.id).execute()
  await reportSettled(deps, db, submission.channel_id)
  return null
}

/** The order is no longer to be sent: nothing went out, nobody needs to hear of it. */
export async function markVoided ({ now }: BureauDeps, db: Kysely<BureauDatabase>, { id }: Submission): Promise<null> {
  await db.updateTable('bureau_submission').set({ state: 'voided', settled_at: now() })
    .where('id', '=', id).where('state', '=', 'waiting').execute()
  return null
}

/** Surely not taken, and not by its own fault: once the set-up is mended it is sealed anew, with the same number free. */
export async function sealAgainLater (db: Kysely<BureauDatabase>, { id }: Submission): Promise<void> {
  await db.updateTable('bureau_submission').set({ state: 'waiting', sequence: null, tries: 0 }).where('id', '=', id).execute()
}

/** Tells the orders what became of their uploads. Runs again after a crash: telling twice changes nothing. */
export async function reportSettled ({ orders, now }: BureauDeps, db: Kysely<BureauDatabase>, channelId: string): Promise<void> {
  const settled = await db.selectFrom('bureau_submission')
    .select(['id', 'order_id', 'attempt', 'state', 'answer_code', 'answer_message'])
    .where('channel_id', '=', channelId).where('state', 'in', ['accepted', 'refused']).where('reported_at', 'is', null)
    .orderBy('settled_at').execute()
  for (const { id, order_id: orderId, attempt, state, answer_code: code, answer_message: message } of settled) {
    const about = { at: now().toISOString(), attempt, causeId: `submission:${id}:${state}` }
    const fact: OrderFact = state === 'accepted'
      ? { ...about, type: 'bureau_accepted' }
      : { ...about, type: 'bureau_refused', code: String(code ?? 'document') }
    if (orderId) await orders.tell(orderId, fact, { reason: message ?? undefined })
    crashPoint('after_report')
    await db.updateTable('bureau_submission').set({ reported_at: now() }).where('id', '=', id).execute()
  }
}
