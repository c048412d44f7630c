import { sql, type Kysely } from 'kysely'

/** An integrator may read on from the id of an event: one that is forgotten is told apart from one that never was. */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table event_retention add column forgotten_to_id uuid;
    comment on column event_retention.forgotten_to_id is 'the last id that is not kept any more; ids ascend with time';
  `.execute(db)
}
