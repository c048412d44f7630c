import { sql, type Kysely } from 'kysely'

/** What keeps the queue honest: which effect goes first, how often it was given, who is elected, who is heard. */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table outbox add column priority text not null default 'interactive'
      constraint outbox_priority check (priority in ('interactive', 'bulk'));
    alter table outbox add column times_queued integer not null default 0;
    comment on column outbox.priority is 'bulk: one of many that were asked for at once, which overtake nobody';
    comment on column outbox.times_queued is 'more than once: its job was lost, or a person let it be tried again';
    drop index outbox_pending;
    create index outbox_pending on outbox ((priority = 'bulk'), due_at) where status = 'pending';
    drop index outbox_failed;
    create index outbox_failed on outbox (id) where status = 'failed';
    create index outbox_failed_of_order on outbox (order_id) where status = 'failed';

    create table leader (
      name text constraint leader_pkey primary key,
      holder uuid not null,
      expires_at timestamptz not null
    );
    comment on table leader is 'what only one process at a time does; in real time, renewed while the holder lives';

    create unlogged table heartbeat (
      process uuid not null,
      queue text not null,
      sent_at timestamptz not null,
      heard_at timestamptz not null,
      constraint heartbeat_pkey primary key (process, queue)
    );
    comment on table heartbeat is 'the last one of each process that came back through each queue; in real time. Nothing is lost with it';
  `.execute(db)
}
