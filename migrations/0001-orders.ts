import { sql, type Kysely } from 'kysely'

/** Orders, and all that is written in the one commit that moves an order. */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql`
    create sequence order_number;

    create table filing_order (
      id uuid primary key,
      number text not null constraint order_number_is_unique unique,
      account_id text not null,
      created_by text not null,
      external_reference text,
      order_type text not null,
      province text not null,
      service_kind text not null,
      state text not null,
      context jsonb not null,
      machine_version integer not null,
      version integer not null constraint versions_start_at_one check (version > 0),
      content bytea not null,
      findings bytea,
      certificate_key bytea not null,
      subject_name text,
      domain text,
      subject_number text,
      created_at timestamptz not null,
      updated_at timestamptz not null
    ) with (fillfactor = 80);
    comment on column filing_order.content is 'sealed: the type-check data and the content, encrypted as a whole';
    comment on column filing_order.findings is 'sealed: the open findings with their words';
    comment on column filing_order.certificate_key is 'keyed hash of the certificate number, for looking it up';
    comment on column filing_order.subject_name is 'of organisations only: a natural person is not searchable by name';
    create index orders_of_account on filing_order (account_id, id desc);
    create index orders_of_province on filing_order (province, id desc);
    create index orders_in_state on filing_order (state, id desc);
    create index orders_by_update on filing_order (updated_at, id);
    create index orders_by_domain on filing_order (domain);
    create index orders_by_subject_name on filing_order (subject_name text_pattern_ops);
    create index orders_by_certificate on filing_order (certificate_key);
    create index orders_by_subject_number on filing_order (subject_number) where subject_number is not null;
    create index orders_by_external_reference on filing_order (external_reference) where external_reference is not null;

    create table order_history (
      order_id uuid not null references filing_order on delete cascade,
      version integer not null,
      at timestamptz not null,
      actor_id text,
      actor_role text not null,
      event_type text not null,
      event jsonb not null,
      from_state text,
      to_state text not null,
      attempt integer not null,
      ignored boolean not null,
      cause_id text,
      request_id text,
      details bytea,
      primary key (order_id, version)
    );
    comment on column order_history.event is 'what decide was given: enough to replay it, without a word that a person wrote';
    comment on column order_history.details is 'sealed: reason, findings in words, changed fields before and after';
    create unique index a_fact_is_applied_once on order_history (order_id, cause_id) where cause_id is not null;

    create table order_timer (
      order_id uuid not null references filing_order on delete cascade,
      name text not null,
      due_at timestamptz not null,
      primary key (order_id, name)
    );
    create index order_timers_due on order_timer (due_at);

    create table outbox (
      id uuid primary key,
      order_id uuid not null references filing_order on delete cascade,
      version integer not null,
      kind text not null,
      payload jsonb not null,
      status text not null constraint outbox_status check (status in ('pending', 'queued', 'done', 'failed')),
      note text,
      due_at timestamptz not null,
      queued_at timestamptz,
      done_at timestamptz
    );
    comment on column outbox.note is 'why it failed: the code of the refusal';
    create index outbox_failed on outbox (order_id) where status = 'failed';
    create index outbox_pending on outbox (due_at) where status = 'pending';
    create index outbox_queued on outbox (queued_at) where status = 'queued';
    create index outbox_of_order on outbox (order_id, version);

    create table order_claim (
      kind text not null,
      key bytea not null,
      order_id uuid not null references filing_order on delete cascade,
      constraint one_open_order_per_key primary key (kind, key)
    );
    create index claims_of_order on order_claim (order_id);

    create table review_task (
      id uuid primary key,
      order_id uuid not null references filing_order on delete cascade,
      round integer not null,
      state text not null constraint review_task_state check (state in ('open', 'closed')),
      province text not null,
      order_type text not null,
      opened_at timestamptz not null,
      due_at timestamptz not null,
      closed_at timestamptz,
      assignee text,
      lease_token uuid,
      lease_expires_at timestamptz
    );
    create unique index one_open_task_per_order on review_task (order_id) where state = 'open';
    create index review_tasks_by_due on review_task (due_at, id) where state = 'open';
    create index review_tasks_closed on review_task (due_at, id) where state = 'closed';
    create index review_tasks_of_order on review_task (order_id);

    create table idempotency_record (
      caller text not null,
      key text not null,
      request_hash bytea not null,
      order_id uuid references filing_order on delete cascade,
      status smallint not null,
      answer bytea not null,
      created_at timestamptz not null,
      constraint one_answer_per_key primary key (caller, key)
    );
    comment on column idempotency_record.answer is 'sealed: the body that was answered';
    create index idempotency_records_of_order on idempotency_record (order_id);
    create index idempotency_records_by_age on idempotency_record (created_at);

    create table notification (
      id uuid primary key,
      order_id uuid not null references filing_order on delete cascade,
      version integer not null,
      audience text not null,
      account_id text,
      template text not null,
      created_at timestamptz not null,
      read_at timestamptz,
      constraint once_per_transition_and_audience unique (order_id, version, template, audience)
    );
    create index notifications_of_account on notification (account_id, id desc);

    create table personal_data_access (
      id bigint generated always as identity primary key,
      order_id uuid not null references filing_order on delete cascade,
      actor_id text not null,
      actor_role text not null,
      at timestamptz not null
    );
    create index personal_data_accesses_of_order on personal_data_access (order_id, at);

    create table test_clock (
      only_row boolean primary key default true constraint a_clock_is_one_row check (only_row),
      offset_ms bigint not null default 0
    );
    insert into test_clock default values;
  `.execute(db)
}
