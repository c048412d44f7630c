import type { Selectable, Transaction } from 'kysely'
import { DomainError } from '../../../machines/order/order-errors.ts'
import type { WebhookEndpointTable, WebhooksDatabase } from '../webhook-tables.ts'

export type EndpointRow = Selectable<WebhookEndpointTable>

/** Whose endpoints somebody may touch; all of them where no account is named. */
export type EndpointScope = { accountId?: string }

/** Of what version somebody asks something of an endpoint; of whichever it has by now where none is named. */
export type EndpointAsRead = EndpointScope & { ifVersion?: number }

/**
 * Its row, for this transaction alone.
 * @throws DomainError webhook_endpoint_not_found, also when it is another account's; version_mismatch
 */
export async function lockEndpoint (
  trx: Transaction<WebhooksDatabase>, endpointId: string, { accountId, ifVersion }: EndpointAsRead = {}
): Promise<EndpointRow> {
  const row = await trx.selectFrom('webhook_endpoint').selectAll().where('id', '=', endpointId)
    .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId!))
    .forUpdate().executeTakeFirst()
  if (!row) throw endpointNotFound()
  refuseOtherVersion(row, ifVersion)
  return row
}

export function refuseOtherVersion ({ version }: Pick<EndpointRow, 'version'>, ifVersion: number | undefined): void {
  if (ifVersion === undefined || ifVersion === version) return
  throw new DomainError('version_mismatch', 'The endpoint has changed since it was read: read it again.', { version })
}

export function endpointNotFound (): DomainError {
  return new DomainError('webhook_endpoint_not_found', 'There is no such webhook endpoint.')
}
