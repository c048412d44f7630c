import { sql, type Kysely } from 'kysely'

/**
 * Claims that several orders may share. A key without shared_as belongs to one open order alone; of a key with it, orders
 * that say the same share it, and orders that say different things exclude one another.
 */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql`
    create extension if not exists btree_gist;

    alter table order_claim add column shared_as text;
    comment on column order_claim.shared_as is 'null: the key is this order''s alone; otherwise orders share it that say the same here';

    alter table order_claim drop constraint one_open_order_per_key;
    create unique index one_open_order_per_key on order_claim (kind, key) where shared_as is null;
    alter table order_claim add constraint claimed_once_by_an_order primary key (order_id, kind, key);
    drop index claims_of_order;

    alter table order_claim add constraint orders_that_may_not_coexist
      exclude using gist (key with =, shared_as with <>) where (shared_as is not null);
  `.execute(db)
}
