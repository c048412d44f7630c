-- Written by `make schema` from the migrations beside it. Do not edit.

create extension btree_gist;

create sequence public.bureau_record_id as bigint start 100000000001 increment 1 minvalue 1 maxvalue 9223372036854775807 cache 1;

create sequence public.order_number as bigint start 1 increment 1 minvalue 1 maxvalue 9223372036854775807 cache 1;

create table public.bureau_channel (
  id text not null,
  state text not null,
  reason text,
  parked_until timestamp with time zone,
  last_sequence bigint default 0 not null,
  last_polled_at timestamp with time zone,
  set_up bytea,
  constraint bureau_channel_pkey PRIMARY KEY (id),
  constraint bureau_channel_state CHECK ((state = ANY (ARRAY['running'::text, 'parked'::text, 'stopped'::text])))
);

create table public.bureau_inbox (
  id uuid not null,
  channel_id text not null,
  file_name text not null,
  file_hash text not null,
  file bytea not null,
  state text not null,
  seen integer default 1 not null,
  received_at timestamp with time zone not null,
  applied_at timestamp with time zone,
  note text,
  constraint bureau_inbox_pkey PRIMARY KEY (id),
  constraint a_file_is_stored_once UNIQUE (channel_id, file_name, file_hash),
  constraint bureau_inbox_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES public.bureau_channel(id),
  constraint bureau_inbox_state CHECK ((state = ANY (ARRAY['received'::text, 'applied'::text, 'quarantined'::text])))
);

create table public.bureau_submission (
  id uuid not null,
  channel_id text not null,
  order_id uuid,
  attempt integer not null,
  operation text not null,
  state text not null,
  sequence bigint,
  record_ids jsonb,
  subject_record_id bigint,
  file bytea,
  file_hash text,
  document_hash text,
  encrypted boolean default false not null,
  tries integer default 0 not null,
  last_tried_at timestamp with time zone,
  waiting_since timestamp with time zone not null,
  sealed_at timestamp with time zone,
  settled_at timestamp with time zone,
  reported_at timestamp with time zone,
  answer_code integer,
  answer_message text,
  constraint bureau_submission_pkey PRIMARY KEY (id),
  constraint one_submission_per_attempt UNIQUE (order_id, attempt),
  constraint one_upload_per_sequence_number UNIQUE (channel_id, sequence),
  constraint record_ids_are_never_reused UNIQUE (subject_record_id),
  constraint bureau_submission_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES public.bureau_channel(id),
  constraint bureau_submission_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.filing_order(id) ON DELETE SET NULL,
  constraint bureau_submission_state CHECK ((state = ANY (ARRAY['waiting'::text, 'sealed'::text, 'accepted'::text, 'refused'::text, 'voided'::text])))
);

create table public.bureau_unmatched (
  id uuid not null,
  inbox_id uuid not null,
  record_id text not null,
  outcome text not null,
  at timestamp with time zone not null,
  constraint bureau_unmatched_pkey PRIMARY KEY (id),
  constraint noted_once UNIQUE (inbox_id, record_id, outcome),
  constraint bureau_unmatched_inbox_id_fkey FOREIGN KEY (inbox_id) REFERENCES public.bureau_inbox(id)
);

create table public.filing_order (
  id uuid not null,
  number text not null,
  account_id text not null,
  created_by text not null,
  external_reference text,
  order_type text not null,
  province text not null,
  service_kind text not null,
  state text not null,
  context jsonb not null,
  machine_version integer not null,
  version integer not null,
  content bytea not null,
  findings bytea,
  certificate_key bytea not null,
  subject_name text,
  domain text,
  subject_number text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  counterparty_account_id text,
  shared_with text,
  constraint filing_order_pkey PRIMARY KEY (id),
  constraint order_number_is_unique UNIQUE (number),
  constraint versions_start_at_one CHECK ((version > 0))
) with (fillfactor=80);

create table public.idempotency_record (
  caller text not null,
  key text not null,
  request_hash bytea not null,
  order_id uuid,
  status smallint not null,
  answer bytea not null,
  created_at timestamp with time zone not null,
  constraint one_answer_per_key PRIMARY KEY (caller, key),
  constraint idempotency_record_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.filing_order(id) ON DELETE CASCADE
);

create table public.notification (
  id uuid not null,
  order_id uuid not null,
  version integer not null,
  audience text not null,
  account_id text,
  template text not null,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint notification_pkey PRIMARY KEY (id),
  constraint once_per_transition_and_audience UNIQUE (order_id, version, template, audience),
  constraint notification_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.filing_order(id) ON DELETE CASCADE
);

create table public.order_claim (
  kind text not null,
  key bytea not null,
  order_id uuid not null,
  shared_as text,
  constraint claimed_once_by_an_order PRIMARY KEY (order_id, kind, key),
  constraint order_claim_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.filing_order(id) ON DELETE CASCADE,
  constraint orders_that_may_not_coexist EXCLUDE USING gist (key WITH =, shared_as WITH <>) WHERE ((shared_as IS NOT NULL))
);

create table public.order_history (
  order_id uuid not null,
  version integer not null,
  at timestamp with time zone not null,
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
  constraint order_history_pkey PRIMARY KEY (order_id, version),
  constraint order_history_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.filing_order(id) ON DELETE CASCADE
);

create table public.order_timer (
  order_id uuid not null,
  name text not null,
  due_at timestamp with time zone not null,
  constraint order_timer_pkey PRIMARY KEY (order_id, name),
  constraint order_timer_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.filing_order(id) ON DELETE CASCADE
);

create table public.outbox (
  id uuid not null,
  order_id uuid not null,
  version integer not null,
  kind text not null,
  payload jsonb not null,
  status text not null,
  note text,
  due_at timestamp with time zone not null,
  queued_at timestamp with time zone,
  done_at timestamp with time zone,
  constraint outbox_pkey PRIMARY KEY (id),
  constraint outbox_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.filing_order(id) ON DELETE CASCADE,
  constraint outbox_status CHECK ((status = ANY (ARRAY['pending'::text, 'queued'::text, 'done'::text, 'failed'::text])))
);

create table public.personal_data_access (
  id bigint generated always as identity not null,
  order_id uuid not null,
  actor_id text not null,
  actor_role text not null,
  at timestamp with time zone not null,
  constraint personal_data_access_pkey PRIMARY KEY (id),
  constraint personal_data_access_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.filing_order(id) ON DELETE CASCADE
);

create table public.registry_change (
  id uuid not null,
  order_id uuid not null,
  order_version integer not null,
  change text not null,
  recorded_at timestamp with time zone not null,
  constraint registry_change_pkey PRIMARY KEY (id),
  constraint registry_change_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.filing_order(id) ON DELETE CASCADE
);

create table public.review_task (
  id uuid not null,
  order_id uuid not null,
  round integer not null,
  state text not null,
  province text not null,
  order_type text not null,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  assignee text,
  lease_token uuid,
  lease_expires_at timestamp with time zone,
  constraint review_task_pkey PRIMARY KEY (id),
  constraint review_task_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.filing_order(id) ON DELETE CASCADE,
  constraint review_task_state CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);

create table public.test_clock (
  only_row boolean default true not null,
  offset_ms bigint default 0 not null,
  constraint test_clock_pkey PRIMARY KEY (only_row),
  constraint a_clock_is_one_row CHECK (only_row)
);

CREATE INDEX bureau_inbox_to_apply ON public.bureau_inbox USING btree (channel_id, received_at) WHERE (state = 'received'::text);

CREATE INDEX bureau_submissions_to_report ON public.bureau_submission USING btree (channel_id) WHERE ((state = ANY (ARRAY['accepted'::text, 'refused'::text])) AND (reported_at IS NULL));

CREATE INDEX bureau_submissions_unsettled ON public.bureau_submission USING btree (channel_id, waiting_since) WHERE (state = ANY (ARRAY['waiting'::text, 'sealed'::text]));

CREATE INDEX orders_by_certificate ON public.filing_order USING btree (certificate_key);

CREATE INDEX orders_by_counterparty ON public.filing_order USING btree (counterparty_account_id) WHERE (counterparty_account_id IS NOT NULL);

CREATE INDEX orders_by_domain ON public.filing_order USING btree (domain);

CREATE INDEX orders_by_external_reference ON public.filing_order USING btree (external_reference) WHERE (external_reference IS NOT NULL);

CREATE INDEX orders_by_subject_name ON public.filing_order USING btree (subject_name text_pattern_ops);

CREATE INDEX orders_by_subject_number ON public.filing_order USING btree (subject_number) WHERE (subject_number IS NOT NULL);

CREATE INDEX orders_by_update ON public.filing_order USING btree (updated_at, id);

CREATE INDEX orders_in_state ON public.filing_order USING btree (state, id DESC);

CREATE INDEX orders_of_account ON public.filing_order USING btree (account_id, id DESC);

CREATE INDEX orders_of_province ON public.filing_order USING btree (province, id DESC);

CREATE INDEX orders_shared_with_account ON public.filing_order USING btree (shared_with, id DESC) WHERE (shared_with IS NOT NULL);

CREATE INDEX idempotency_records_by_age ON public.idempotency_record USING btree (created_at);

CREATE INDEX idempotency_records_of_order ON public.idempotency_record USING btree (order_id);

CREATE INDEX notifications_of_account ON public.notification USING btree (account_id, id DESC);

CREATE UNIQUE INDEX one_open_order_per_key ON public.order_claim USING btree (kind, key) WHERE (shared_as IS NULL);

CREATE UNIQUE INDEX a_fact_is_applied_once ON public.order_history USING btree (order_id, cause_id) WHERE (cause_id IS NOT NULL);

CREATE INDEX order_timers_due ON public.order_timer USING btree (due_at);

CREATE INDEX outbox_failed ON public.outbox USING btree (order_id) WHERE (status = 'failed'::text);

CREATE INDEX outbox_of_order ON public.outbox USING btree (order_id, version);

CREATE INDEX outbox_pending ON public.outbox USING btree (due_at) WHERE (status = 'pending'::text);

CREATE INDEX outbox_queued ON public.outbox USING btree (queued_at) WHERE (status = 'queued'::text);

CREATE INDEX personal_data_accesses_of_order ON public.personal_data_access USING btree (order_id, at);

CREATE INDEX registry_changes_of_order ON public.registry_change USING btree (order_id);

CREATE INDEX review_tasks_by_due ON public.review_task USING btree (due_at, id) WHERE (state = 'open'::text);

CREATE INDEX review_tasks_closed ON public.review_task USING btree (due_at, id) WHERE (state = 'closed'::text);

CREATE INDEX review_tasks_of_order ON public.review_task USING btree (order_id);

CREATE UNIQUE INDEX one_open_task_per_order ON public.review_task USING btree (order_id) WHERE (state = 'open'::text);

comment on column public.bureau_channel.last_sequence is 'of the last upload that is known to be accepted';

comment on column public.bureau_channel.set_up is 'keyed hash of the configuration with which it last started';

comment on column public.bureau_inbox.file is 'sealed: the bytes as received';

comment on column public.bureau_submission.order_id is 'null once its order is deleted: the bureau may ask for a file for three months';

comment on column public.bureau_submission.file is 'sealed: the zip bytes as sent; every resend uses exactly these';

comment on table public.bureau_unmatched is 'results that name no submission of ours: work for an operator';

comment on column public.filing_order.content is 'sealed: the type-check data and the content, encrypted as a whole';

comment on column public.filing_order.findings is 'sealed: the open findings with their words';

comment on column public.filing_order.certificate_key is 'keyed hash of the certificate number, for looking it up';

comment on column public.filing_order.subject_name is 'of organisations only: a natural person is not searchable by name';

comment on column public.filing_order.counterparty_account_id is 'the account that takes over, of a transfer or a migration';

comment on column public.filing_order.shared_with is 'that account while it may see the order: from when it is asked to confirm';

comment on column public.idempotency_record.answer is 'sealed: the body that was answered';

comment on column public.order_claim.shared_as is 'null: the key is this order''s alone; otherwise orders share it that say the same here';

comment on column public.order_history.event is 'what decide was given: enough to replay it, without a word that a person wrote';

comment on column public.order_history.details is 'sealed: reason, findings in words, changed fields before and after';

comment on column public.outbox.note is 'why it failed: the code of the refusal';

comment on table public.registry_change is 'recorded when an order completes, to be applied to the registry';
