import { sql, type Kysely } from 'kysely'

/** What goes to the bureau and what comes back. Source: bureau-interface 5.4. */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql`
    create sequence bureau_record_id start 100000000001;
    comment on sequence bureau_record_id is 'our ids in bureau documents: 64-bit numbers, fresh for every attempt';

    create table bureau_channel (
      id text primary key,
      state text not null constraint bureau_channel_state check (state in ('running', 'parked', 'stopped')),
      reason text,
      parked_until timestamptz,
      last_sequence bigint not null default 0,
      last_polled_at timestamptz,
      set_up bytea
    );
    comment on column bureau_channel.set_up is 'keyed hash of the configuration with which it last started';
    comment on column bureau_channel.last_sequence is 'of the last upload that is known to be accepted';

    create table bureau_submission (
      id uuid primary key,
      channel_id text not null references bureau_channel,
      order_id uuid references filing_order on delete set null,
      attempt integer not null,
      operation text not null,
      state text not null constraint bureau_submission_state
        check (state in ('waiting', 'sealed', 'accepted', 'refused', 'voided')),
      sequence bigint,
      record_ids jsonb,
      subject_record_id bigint constraint record_ids_are_never_reused unique,
      file bytea,
      file_hash text,
      document_hash text,
      encrypted boolean not null default false,
      tries integer not null default 0,
      last_tried_at timestamptz,
      waiting_since timestamptz not null,
      sealed_at timestamptz,
      settled_at timestamptz,
      reported_at timestamptz,
      answer_code integer,
      answer_message text,
      constraint one_submission_per_attempt unique (order_id, attempt),
      constraint one_upload_per_sequence_number unique (channel_id, sequence)
    );
    comment on column bureau_submission.file is 'sealed: the zip bytes as sent; every resend uses exactly these';
    comment on column bureau_submission.order_id is 'null once its order is deleted: the bureau may ask for a file for three months';
    create index bureau_submissions_unsettled on bureau_submission (channel_id, waiting_since) where state in ('waiting', 'sealed');

    create index bureau_submissions_to_report on bureau_submission (channel_id) where state in ('accepted', 'refused') and reported_at is null;

    create table bureau_inbox (
      id uuid primary key,
      channel_id text not null references bureau_channel,
      file_name text not null,
      file_hash text not null,
      file bytea not null,
      state text not null constraint bureau_inbox_state check (state in ('received', 'applied', 'quarantined')),
      seen integer not null default 1,
      received_at timestamptz not null,
      applied_at timestamptz,
      note text,
      constraint a_file_is_stored_once unique (channel_id, file_name, file_hash)
    );
    comment on column bureau_inbox.file is 'sealed: the bytes as received';
    create index bureau_inbox_to_apply on bureau_inbox (channel_id, received_at) where state = 'received';

    create table bureau_unmatched (
      id uuid primary key,
      inbox_id uuid not null references bureau_inbox,
      record_id text not null,
      outcome text not null,
      at timestamptz not null,
      constraint noted_once unique (inbox_id, record_id, outcome)
    );
    comment on table bureau_unmatched is 'results that name no submission of ours: work for an operator';
  `.execute(db)
}
