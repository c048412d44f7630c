import { sql, type Kysely } from 'kysely'

/** What completed orders have done to the register of filings, in their order. */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry_change (
      id uuid primary key,
      order_id uuid not null references filing_order on delete cascade,
      order_version integer not null,
      change text not null,
      recorded_at timestamptz not null
    );
    create index registry_changes_of_order on registry_change (order_id);
    comment on table registry_change is 'recorded when an order completes, to be applied to the registry';
  `.execute(db)
}
