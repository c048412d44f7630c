import { randomUUIDv7 } from 'node:crypto'
import type { Audience, NotificationTemplate } from '../../../machines/order/order-effects.ts'
import type { OrdersDeps } from '../orders-deps.ts'

type Notice = { effectId: string, orderId: string, version: number, template: NotificationTemplate, audience: Audience }

/** Whose in-box: null is that of all staff with the role. */
const ACCOUNT_OF = {
  applicant: 'account_id', owners: 'account_id', counterparty: 'counterparty_account_id', reviewers: null, bureau_operators: null
} as const satisfies Record<Audience, string | null>

/**
 * Leaves a message in the in-box of an audience: of the account, or of all staff with the role. Once per transition however often
 * it is asked; the effect is done with it.
 */
export async function notify ({ db, now }: OrdersDeps, { effectId, orderId, version, template, audience }: Notice): Promise<void> {
  await db
    .with('left', (db) => db.insertInto('notification')
      .columns(['id', 'order_id', 'version', 'audience', 'account_id', 'template', 'created_at'])
      .expression(({ selectFrom, val }) => selectFrom('filing_order').where('id', '=', orderId).select([
        val(randomUUIDv7()).as('id'), 'id as order_id', val(version).as('version'), val(audience).as('audience'),
        ACCOUNT_OF[audience] === null ? val(null).as('account_id') : `${ACCOUNT_OF[audience]} as account_id`, val(template).as('template'), val(now()).as('created_at')
      ]))
      .onConflict((conflict) => conflict.constraint('once_per_transition_and_audience').doNothing()))
    .updateTable('outbox').set({ status: 'done', done_at: now() }).where('id', '=', effectId).execute()
}
