import type { Selectable, Transaction } from 'kysely'
import { DomainError } from '../../../machines/order/order-errors.ts'
import type { WebhookEndpointTable, WebhooksDatabase } from '../webhook-tables.ts'

export type EndpointRow = Selectable<WebhookEndpointTable>

/** Whose endpoints somebody may touch; all of them where no account is named. */
export type EndpointScope = { accountId?: string }

/** Its row, for this transaction alone. @throws DomainError webhook_endpoint_not_found, also when it is another account's */
export async function lockEndpoint (
  trx: Transaction<WebhooksDatabase>, endpointId: string, { accountId }: EndpointScope = {}
): Promise<EndpointRow> {
  const row = await trx.selectFrom('webhook_endpoint').selectAll().where('id', '=', endpointId)
    .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId!))
    .forUpdate().executeTakeFirst()
  if (!row) throw endpointNotFound()
  return row
}

export function endpointNotFound (): DomainError {
  return new DomainError('webhook_endpoint_not_found', 'There is no such webhook endpoint.')
}
