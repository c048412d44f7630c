import type { Transaction } from 'kysely'
import { DomainError } from '../../../machines/order/order-errors.ts'
import { EndpointRefused } from '../../../machines/webhook-endpoint/endpoint-errors.ts'
import { sends } from '../../../machines/webhook-endpoint/endpoint-states.ts'
import type { EndpointScope } from '../endpoints/lock-endpoint.ts'
import type { InSameCommit } from '../in-same-commit.ts'
import type { WebhooksDatabase } from '../webhook-tables.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import { deliveryNotFound, findDelivery, type DeliveryDetails } from './find-deliveries.ts'

/**
 * Sends a delivery once more, whatever became of it: the same text under the same webhook-id, by which its receiver knows it. One that
 * waits for its next try is tried at once, and so are those before it in its stream, which go first. Answers with it.
 *
 * @throws DomainError webhook_delivery_not_found, webhook_delivery_erased when its text is not kept; EndpointRefused not_sending
 */
export async function redeliver (
  deps: WebhooksDeps, deliveryId: string, scope: EndpointScope = {}, alsoCommit?: InSameCommit<DeliveryDetails>
): Promise<DeliveryDetails> {
  const answer = await deps.db.transaction().execute(async (trx) => {
    await beginAnew(trx, deps, deliveryId, scope)
    const delivery = await findDelivery({ ...deps, db: trx }, deliveryId, scope)
    await alsoCommit?.(trx, delivery)
    return delivery
  })
  deps.wakeRelay()
  return answer
}

async function beginAnew (
  trx: Transaction<WebhooksDatabase>, { now }: Pick<WebhooksDeps, 'now'>, deliveryId: string, { accountId }: EndpointScope
): Promise<void> {
  const row = await trx.selectFrom('webhook_delivery as d').innerJoin('webhook_endpoint as e', 'e.id', 'd.endpoint_id')
    .select(['d.state', 'd.purpose', 'd.body', 'd.endpoint_id', 'd.stream', 'd.sequence', 'e.state as endpoint_state']).where('d.id', '=', deliveryId)
    .$if(accountId !== undefined, (query) => query.where('e.account_id', '=', accountId!)).forUpdate('d').executeTakeFirst()
  if (!row) throw deliveryNotFound()
  if (row.purpose === 'event' && !sends(row.endpoint_state)) throw new EndpointRefused(row.endpoint_state, 'redeliver', 'not_sending')
  if (row.body.length === 0) throw new DomainError('webhook_delivery_erased', 'The text of this delivery was erased with the content of its order.')
  if (row.state === 'pending' && await isUnderWay(trx, deliveryId)) return
  await trx.updateTable('webhook_delivery').set({ state: 'pending', bulk: false, tries: 0, due_at: now(), finished_at: null })
    .where('id', '=', deliveryId).execute()
  await trx.updateTable('webhook_delivery').set({ due_at: now() }).where('endpoint_id', '=', row.endpoint_id).where('stream', '=', row.stream)
    .where('sequence', '<', row.sequence).where('state', '=', 'pending').where('due_at', '>', now()).execute()
}

async function isUnderWay (trx: Transaction<WebhooksDatabase>, deliveryId: string): Promise<boolean> {
  const flight = await trx.selectFrom('webhook_flight').select('delivery_id').where('delivery_id', '=', deliveryId).executeTakeFirst()
  return flight !== undefined
}
