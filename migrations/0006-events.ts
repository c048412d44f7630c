import { sql, type Kysely } from 'kysely'

/** What leaves the service: events in an order that is never changed afterwards, and their deliveries to webhook endpoints. */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql`
    create table published_event (
      id uuid constraint published_event_pkey primary key,
      type text not null,
      order_id uuid,
      filing text,
      stream text not null generated always as (coalesce(order_id::text, filing)) stored,
      order_version integer,
      account_id text,
      province text,
      occurred_at timestamptz not null,
      data jsonb not null,
      personal bytea,
      due_at timestamptz not null,
      position bigint constraint one_place_per_event unique,
      sequence integer,
      published_at timestamptz,
      erased_at timestamptz,
      constraint a_stream_counts_without_doubles unique (stream, sequence),
      constraint published_with_position_and_sequence check ((position is null) = (sequence is null) and (position is null) = (published_at is null))
    );
    comment on table published_event is 'written in the commit of what happened; it has its place in the world once it has a position';
    comment on column published_event.order_id is 'no foreign key: an event outlives an order that its account deletes';
    comment on column published_event.filing is 'of an event without an order: the filing number by which it counts';
    comment on column published_event.personal is 'sealed: words and values that may name a person, for endpoints with that scope; gone with the content of the order';
    comment on column published_event.due_at is 'not before: a decision that may be taken back is not told';
    create index events_to_publish on published_event (due_at) where position is null;
    create index events_untold_of_order on published_event (order_id, order_version) where position is null;
    create index events_of_order on published_event (order_id);
    create index events_erased on published_event (id) where erased_at is not null;
    create index events_of_account on published_event (account_id, position) where position is not null;
    create index events_by_age on published_event (published_at) where position is not null;
    create sequence event_position as bigint;

    create table event_stream (
      stream text constraint event_stream_pkey primary key,
      last_sequence integer not null
    );
    comment on table event_stream is 'how far an order, or a filing, has counted: events are forgotten, their count is not';

    create table event_retention (
      only_row boolean not null default true constraint event_retention_pkey primary key constraint retention_is_one_row check (only_row),
      forgotten_to bigint not null default 0
    );
    comment on column event_retention.forgotten_to is 'the last position that is not kept any more: a cursor before it would skip';
    insert into event_retention default values;

    create table webhook_endpoint (
      id uuid constraint webhook_endpoint_pkey primary key,
      account_id text,
      created_by text not null,
      url text not null,
      description text not null,
      event_types text[] not null,
      provinces text[] not null,
      personal_data boolean not null,
      max_per_second integer constraint a_rate_is_positive check (max_per_second > 0),
      state text not null constraint webhook_endpoint_state check (state in ('verifying', 'active', 'failing', 'disabled')),
      context jsonb not null,
      machine_version integer not null,
      version integer not null,
      paused_until timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    comment on column webhook_endpoint.paused_until is 'it asked to be left alone until then (Retry-After)';
    comment on column webhook_endpoint.account_id is 'null: the provider''s own, which hears of all accounts';
    comment on column webhook_endpoint.event_types is 'empty: all';
    comment on column webhook_endpoint.provinces is 'empty: all';
    create index webhook_endpoints_of_account on webhook_endpoint (account_id, id desc);

    create table webhook_secret (
      id uuid constraint webhook_secret_pkey primary key,
      endpoint_id uuid not null constraint webhook_secret_endpoint_id_fkey references webhook_endpoint (id) on delete cascade,
      scheme text not null constraint webhook_secret_scheme check (scheme in ('v1', 'v1a')),
      secret bytea not null,
      public_key text,
      created_at timestamptz not null,
      expires_at timestamptz
    );
    comment on column webhook_secret.secret is 'sealed: whsec_… of v1, whsk_… of v1a';
    comment on column webhook_secret.expires_at is 'set when a newer one has taken over: until then both sign';
    create index webhook_secrets_of_endpoint on webhook_secret (endpoint_id);

    create table webhook_endpoint_timer (
      endpoint_id uuid not null constraint webhook_endpoint_timer_endpoint_id_fkey references webhook_endpoint (id) on delete cascade,
      name text not null,
      due_at timestamptz not null,
      constraint webhook_endpoint_timer_pkey primary key (endpoint_id, name)
    );
    create index webhook_endpoint_timers_due on webhook_endpoint_timer (due_at);

    create table webhook_delivery (
      id uuid constraint webhook_delivery_pkey primary key,
      endpoint_id uuid not null constraint webhook_delivery_endpoint_id_fkey references webhook_endpoint (id) on delete cascade,
      purpose text not null constraint webhook_delivery_purpose check (purpose in ('event', 'verification', 'test')),
      message_id uuid not null,
      event_type text not null,
      stream text not null,
      order_id uuid,
      sequence integer not null,
      previous_sequence integer,
      body bytea not null,
      state text not null constraint webhook_delivery_state
        check (state in ('held', 'pending', 'queued', 'sending', 'delivered', 'failed', 'discarded')),
      tries integer not null,
      attempts integer not null,
      bulk boolean not null default false,
      last_status smallint,
      last_outcome text,
      created_at timestamptz not null,
      due_at timestamptz not null,
      queued_at timestamptz,
      finished_at timestamptz,
      erased_at timestamptz,
      constraint told_once_to_an_endpoint unique (endpoint_id, message_id)
    ) with (fillfactor = 80);
    comment on column webhook_delivery.message_id is 'webhook-id: of the event, the same however often it is sent';
    comment on column webhook_delivery.body is 'sealed: the text that is signed and sent';
    comment on column webhook_delivery.tries is 'since it was last begun: by these the timetable goes';
    comment on column webhook_delivery.attempts is 'of its whole life';
    comment on column webhook_delivery.queued_at is 'in real time: when it was given to the queue, or began to be sent';
    comment on column webhook_delivery.bulk is 'sent again by a recovery: after what is new';
    create index webhook_deliveries_due on webhook_delivery (endpoint_id, bulk, due_at) where state = 'pending';
    create index webhook_deliveries_in_flight on webhook_delivery (endpoint_id, queued_at) where state in ('queued', 'sending');
    create index webhook_deliveries_unfinished on webhook_delivery (endpoint_id, stream, sequence) where state in ('pending', 'queued', 'sending');
    create index webhook_deliveries_of_endpoint on webhook_delivery (endpoint_id, id desc);
    create index webhook_deliveries_of_order on webhook_delivery (order_id);
    create index webhook_deliveries_by_message on webhook_delivery (message_id);

    create table webhook_stream (
      endpoint_id uuid not null constraint webhook_stream_endpoint_id_fkey references webhook_endpoint (id) on delete cascade,
      stream text not null,
      last_sequence integer not null,
      constraint webhook_stream_pkey primary key (endpoint_id, stream)
    );
    comment on table webhook_stream is 'the last event of a stream that was meant for an endpoint: longer than its delivery is kept';

    create table webhook_attempt (
      id uuid constraint webhook_attempt_pkey primary key,
      delivery_id uuid not null constraint webhook_attempt_delivery_id_fkey references webhook_delivery (id) on delete cascade,
      endpoint_id uuid not null,
      number integer not null,
      started_at timestamptz not null,
      outcome text not null,
      status smallint,
      duration_ms integer not null,
      request_headers jsonb not null,
      answer bytea,
      retry_at timestamptz,
      constraint numbered_within_a_delivery unique (delivery_id, number)
    );
    comment on column webhook_attempt.answer is 'sealed: headers, and as much of the body as is kept; or the words of the failure';
    create index webhook_attempts_of_endpoint on webhook_attempt (endpoint_id, started_at);
  `.execute(db)
}
