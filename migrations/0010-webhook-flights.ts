import { sql, type Kysely } from 'kysely'

/**
 * Where a delivery is on its way is told by a small row that comes and goes, and not by the wide one with its text and six indexes, which
 * was written four times for each webhook (docs/benchmarks.md). `queued_at` stays for apis of the release before, which write null into
 * it; workers of that release cannot mark deliveries as queued any more, so that none is queued by both.
 */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql`
    create table webhook_flight (
      delivery_id uuid constraint webhook_flight_pkey primary key,
      endpoint_id uuid not null,
      queued_at timestamptz not null,
      sending_since timestamptz
    ) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
    comment on table webhook_flight is 'a delivery that was given to the queue, or is being sent. No foreign keys, which cost more than the row: one that is left over is removed as lost';
    comment on column webhook_flight.queued_at is 'in real time: when it was given to the queue';
    comment on column webhook_flight.sending_since is 'in real time; null: it waits in the queue. In no index, so that beginning to send rewrites none';

    update webhook_delivery set state = 'pending' where state in ('queued', 'sending');
    drop index webhook_deliveries_in_flight, webhook_deliveries_unfinished, webhook_deliveries_due, webhook_deliveries_by_message;
    create index webhook_deliveries_unfinished on webhook_delivery (endpoint_id, stream, sequence) where state = 'pending';
    create index webhook_deliveries_due on webhook_delivery (endpoint_id, bulk, due_at) where state = 'pending' and due_at is not null;
    comment on index webhook_deliveries_due is 'its condition is met by who looks for what is due, and by nobody who looks for a stream, which it would serve badly';
    alter table webhook_delivery
      drop constraint webhook_delivery_state,
      add constraint webhook_delivery_state check (state in ('held', 'pending', 'delivered', 'failed', 'discarded')),
      drop constraint told_once_to_an_endpoint,
      add constraint told_once_to_an_endpoint unique (message_id, endpoint_id);

    alter table webhook_attempt
      drop constraint webhook_attempt_pkey,
      drop constraint numbered_within_a_delivery,
      add constraint webhook_attempt_pkey primary key (delivery_id, number);
    comment on column webhook_delivery.queued_at is 'not used any more';
    comment on column webhook_attempt.id is 'the answer is sealed under it';
  `.execute(db)
}
