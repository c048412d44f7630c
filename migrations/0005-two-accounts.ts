import { sql, type Kysely } from 'kysely'

/** Orders that lead to a second account: a transfer, a migration. */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table filing_order add column counterparty_account_id text;
    alter table filing_order add column shared_with text;
    comment on column filing_order.counterparty_account_id is 'the account that takes over, of a transfer or a migration';
    comment on column filing_order.shared_with is 'that account while it may see the order: from when it is asked to confirm';
    create index orders_shared_with_account on filing_order (shared_with, id desc) where shared_with is not null;
    create index orders_by_counterparty on filing_order (counterparty_account_id) where counterparty_account_id is not null;
  `.execute(db)
}
