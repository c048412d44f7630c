-- Written by `make schema` from the migrations beside it. Do not edit.

create extension btree_gist;

create sequence public.bureau_record_id as bigint start 100000000001 increment 1 minvalue 1 maxvalue 9223372036854775807 cache 1;

create sequence public.event_position as bigint start 1 increment 1 minvalue 1 maxvalue 9223372036854775807 cache 1;

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

create table public.captured_message (
  id uuid not null,
  order_id uuid,
  channel text not null,
  language text not null,
  template text not null,
  content bytea not null,
  captured_at timestamp with time zone not null,
  constraint captured_message_pkey PRIMARY KEY (id),
  constraint captured_message_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.filing_order(id) ON DELETE CASCADE
);

create table public.event_retention (
  only_row boolean default true not null,
  forgotten_to bigint default 0 not null,
  forgotten_to_id uuid,
  constraint event_retention_pkey PRIMARY KEY (only_row),
  constraint retention_is_one_row CHECK (only_row)
);

create table public.event_stream (
  stream text not null,
  last_sequence integer not null,
  constraint event_stream_pkey PRIMARY KEY (stream)
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

create unlogged table public.heartbeat (
  process uuid not null,
  queue text not null,
  sent_at timestamp with time zone not null,
  heard_at timestamp with time zone not null,
  constraint heartbeat_pkey PRIMARY KEY (process, queue)
);

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

create table public.leader (
  name text not null,
  holder uuid not null,
  expires_at timestamp with time zone not null,
  constraint leader_pkey PRIMARY KEY (name)
);

create table public.message (
  id uuid not null,
  notification_id uuid not null,
  channel text not null,
  language text not null,
  address_key bytea not null,
  content bytea,
  hint bytea not null,
  quiet boolean not null,
  state text not null,
  tries integer not null,
  note text,
  provider_id text,
  created_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  queued_at timestamp with time zone,
  sent_at timestamp with time zone,
  constraint message_pkey PRIMARY KEY (id),
  constraint sent_once_to_an_address UNIQUE (notification_id, channel, address_key),
  constraint content_until_it_is_sent CHECK (((content IS NULL) = (state = ANY (ARRAY['sent'::text, 'failed'::text, 'bounced'::text, 'suppressed'::text])))),
  constraint message_channel CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text]))),
  constraint message_language CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text]))),
  constraint message_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES public.notification(id) ON DELETE CASCADE,
  constraint message_state CHECK ((state = ANY (ARRAY['pending'::text, 'queued'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'bounced'::text, 'suppressed'::text])))
) with (fillfactor=80);

create table public.notification (
  id uuid not null,
  order_id uuid,
  version integer,
  audience text not null,
  account_id text,
  template text not null,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  occasion text not null,
  parameters bytea,
  in_site boolean default true not null,
  constraint notification_pkey PRIMARY KEY (id),
  constraint once_per_occasion_and_audience UNIQUE NULLS NOT DISTINCT (occasion, template, audience, account_id),
  constraint notification_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.filing_order(id) ON DELETE CASCADE
);

create table public.notification_mark (
  reader bytea not null,
  read_up_to uuid not null,
  constraint notification_mark_pkey PRIMARY KEY (reader)
);

create table public.notification_preference (
  account_id text not null,
  preferences bytea not null,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  constraint notification_preference_pkey PRIMARY KEY (account_id)
);

create table public.notification_reading (
  reader bytea not null,
  notification_id uuid not null,
  read_at timestamp with time zone not null,
  constraint notification_reading_pkey PRIMARY KEY (notification_id, reader),
  constraint notification_reading_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES public.notification(id) ON DELETE CASCADE
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
  priority text default 'interactive'::text not null,
  times_queued integer default 0 not null,
  constraint outbox_pkey PRIMARY KEY (id),
  constraint outbox_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.filing_order(id) ON DELETE CASCADE,
  constraint outbox_priority CHECK ((priority = ANY (ARRAY['interactive'::text, 'bulk'::text]))),
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

create table public.published_event (
  id uuid not null,
  type text not null,
  order_id uuid,
  filing text,
  stream text generated always as (COALESCE((order_id)::text, filing)) stored not null,
  order_version integer,
  account_id text,
  province text,
  occurred_at timestamp with time zone not null,
  data jsonb not null,
  personal bytea,
  due_at timestamp with time zone not null,
  "position" bigint,
  sequence integer,
  published_at timestamp with time zone,
  erased_at timestamp with time zone,
  constraint published_event_pkey PRIMARY KEY (id),
  constraint a_stream_counts_without_doubles UNIQUE (stream, sequence),
  constraint one_place_per_event UNIQUE ("position"),
  constraint published_with_position_and_sequence CHECK (((("position" IS NULL) = (sequence IS NULL)) AND (("position" IS NULL) = (published_at IS NULL))))
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

create table public.suppressed_address (
  channel text not null,
  address_key bytea not null,
  note text not null,
  message_id uuid not null,
  suppressed_at timestamp with time zone not null,
  constraint suppressed_address_pkey PRIMARY KEY (channel, address_key)
);

create table public.test_clock (
  only_row boolean default true not null,
  offset_ms bigint default 0 not null,
  constraint test_clock_pkey PRIMARY KEY (only_row),
  constraint a_clock_is_one_row CHECK (only_row)
);

create table public.webhook_attempt (
  id uuid not null,
  delivery_id uuid not null,
  endpoint_id uuid not null,
  number integer not null,
  started_at timestamp with time zone not null,
  outcome text not null,
  status smallint,
  duration_ms integer not null,
  request_headers jsonb not null,
  answer bytea,
  retry_at timestamp with time zone,
  constraint webhook_attempt_pkey PRIMARY KEY (delivery_id, number),
  constraint webhook_attempt_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES public.webhook_delivery(id) ON DELETE CASCADE
);

create table public.webhook_delivery (
  id uuid not null,
  endpoint_id uuid not null,
  purpose text not null,
  message_id uuid not null,
  event_type text not null,
  stream text not null,
  order_id uuid,
  sequence integer not null,
  previous_sequence integer,
  body bytea not null,
  state text not null,
  tries integer not null,
  attempts integer not null,
  bulk boolean default false not null,
  last_status smallint,
  last_outcome text,
  created_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  queued_at timestamp with time zone,
  finished_at timestamp with time zone,
  erased_at timestamp with time zone,
  constraint webhook_delivery_pkey PRIMARY KEY (id),
  constraint told_once_to_an_endpoint UNIQUE (message_id, endpoint_id),
  constraint webhook_delivery_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES public.webhook_endpoint(id) ON DELETE CASCADE,
  constraint webhook_delivery_purpose CHECK ((purpose = ANY (ARRAY['event'::text, 'verification'::text, 'test'::text]))),
  constraint webhook_delivery_state CHECK ((state = ANY (ARRAY['held'::text, 'pending'::text, 'delivered'::text, 'failed'::text, 'discarded'::text])))
) with (fillfactor=80);

create table public.webhook_endpoint (
  id uuid not null,
  account_id text,
  created_by text not null,
  url text not null,
  description text not null,
  event_types text[] not null,
  provinces text[] not null,
  personal_data boolean not null,
  max_per_second integer,
  state text not null,
  context jsonb not null,
  machine_version integer not null,
  version integer not null,
  paused_until timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint webhook_endpoint_pkey PRIMARY KEY (id),
  constraint a_rate_is_positive CHECK ((max_per_second > 0)),
  constraint webhook_endpoint_state CHECK ((state = ANY (ARRAY['verifying'::text, 'active'::text, 'failing'::text, 'disabled'::text])))
);

create table public.webhook_endpoint_timer (
  endpoint_id uuid not null,
  name text not null,
  due_at timestamp with time zone not null,
  constraint webhook_endpoint_timer_pkey PRIMARY KEY (endpoint_id, name),
  constraint webhook_endpoint_timer_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES public.webhook_endpoint(id) ON DELETE CASCADE
);

create table public.webhook_flight (
  delivery_id uuid not null,
  endpoint_id uuid not null,
  queued_at timestamp with time zone not null,
  sending_since timestamp with time zone,
  constraint webhook_flight_pkey PRIMARY KEY (delivery_id)
) with (fillfactor=50, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=2000);

create table public.webhook_secret (
  id uuid not null,
  endpoint_id uuid not null,
  scheme text not null,
  secret bytea not null,
  public_key text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  constraint webhook_secret_pkey PRIMARY KEY (id),
  constraint webhook_secret_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES public.webhook_endpoint(id) ON DELETE CASCADE,
  constraint webhook_secret_scheme CHECK ((scheme = ANY (ARRAY['v1'::text, 'v1a'::text])))
);

create table public.webhook_stream (
  endpoint_id uuid not null,
  stream text not null,
  last_sequence integer not null,
  constraint webhook_stream_pkey PRIMARY KEY (endpoint_id, stream),
  constraint webhook_stream_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES public.webhook_endpoint(id) ON DELETE CASCADE
);

CREATE INDEX bureau_inbox_to_apply ON public.bureau_inbox USING btree (channel_id, received_at) WHERE (state = 'received'::text);

CREATE INDEX bureau_submissions_to_report ON public.bureau_submission USING btree (channel_id) WHERE ((state = ANY (ARRAY['accepted'::text, 'refused'::text])) AND (reported_at IS NULL));

CREATE INDEX bureau_submissions_unsettled ON public.bureau_submission USING btree (channel_id, waiting_since) WHERE (state = ANY (ARRAY['waiting'::text, 'sealed'::text]));

CREATE INDEX captured_messages_of_order ON public.captured_message USING btree (order_id, id DESC);

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

CREATE INDEX messages_due ON public.message USING btree (due_at) WHERE (state = 'pending'::text);

CREATE INDEX messages_in_flight ON public.message USING btree (queued_at) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]));

CREATE INDEX notifications_of_account ON public.notification USING btree (account_id, id DESC);

CREATE INDEX notifications_of_order ON public.notification USING btree (order_id);

CREATE INDEX notifications_unread ON public.notification USING btree (account_id, id DESC) WHERE ((read_at IS NULL) AND in_site);

CREATE UNIQUE INDEX one_open_order_per_key ON public.order_claim USING btree (kind, key) WHERE (shared_as IS NULL);

CREATE UNIQUE INDEX a_fact_is_applied_once ON public.order_history USING btree (order_id, cause_id) WHERE (cause_id IS NOT NULL);

CREATE INDEX order_timers_due ON public.order_timer USING btree (due_at);

CREATE INDEX outbox_failed ON public.outbox USING btree (id) WHERE (status = 'failed'::text);

CREATE INDEX outbox_failed_of_order ON public.outbox USING btree (order_id) WHERE (status = 'failed'::text);

CREATE INDEX outbox_of_order ON public.outbox USING btree (order_id, version);

CREATE INDEX outbox_pending ON public.outbox USING btree (((priority = 'bulk'::text)), due_at) WHERE (status = 'pending'::text);

CREATE INDEX outbox_queued ON public.outbox USING btree (queued_at) WHERE (status = 'queued'::text);

CREATE INDEX personal_data_accesses_of_order ON public.personal_data_access USING btree (order_id, at);

CREATE INDEX events_by_age ON public.published_event USING btree (published_at) WHERE ("position" IS NOT NULL);

CREATE INDEX events_erased ON public.published_event USING btree (id) WHERE (erased_at IS NOT NULL);

CREATE INDEX events_of_account ON public.published_event USING btree (account_id, "position") WHERE ("position" IS NOT NULL);

CREATE INDEX events_of_order ON public.published_event USING btree (order_id);

CREATE INDEX events_to_publish ON public.published_event USING btree (due_at) WHERE ("position" IS NULL);

CREATE INDEX events_untold_of_order ON public.published_event USING btree (order_id, order_version) WHERE ("position" IS NULL);

CREATE INDEX registry_changes_of_order ON public.registry_change USING btree (order_id);

CREATE INDEX review_tasks_by_due ON public.review_task USING btree (due_at, id) WHERE (state = 'open'::text);

CREATE INDEX review_tasks_closed ON public.review_task USING btree (due_at, id) WHERE (state = 'closed'::text);

CREATE INDEX review_tasks_of_order ON public.review_task USING btree (order_id);

CREATE UNIQUE INDEX one_open_task_per_order ON public.review_task USING btree (order_id) WHERE (state = 'open'::text);

CREATE INDEX webhook_attempts_of_endpoint ON public.webhook_attempt USING btree (endpoint_id, started_at);

CREATE INDEX webhook_deliveries_due ON public.webhook_delivery USING btree (endpoint_id, bulk, due_at) WHERE ((state = 'pending'::text) AND (due_at IS NOT NULL));

CREATE INDEX webhook_deliveries_of_endpoint ON public.webhook_delivery USING btree (endpoint_id, id DESC);

CREATE INDEX webhook_deliveries_of_order ON public.webhook_delivery USING btree (order_id);

CREATE INDEX webhook_deliveries_unfinished ON public.webhook_delivery USING btree (endpoint_id, stream, sequence) WHERE (state = 'pending'::text);

CREATE INDEX webhook_endpoints_of_account ON public.webhook_endpoint USING btree (account_id, id DESC);

CREATE INDEX webhook_endpoint_timers_due ON public.webhook_endpoint_timer USING btree (due_at);

CREATE INDEX webhook_secrets_of_endpoint ON public.webhook_secret USING btree (endpoint_id);

comment on column public.bureau_channel.last_sequence is 'of the last upload that is known to be accepted';

comment on column public.bureau_channel.set_up is 'keyed hash of the configuration with which it last started';

comment on column public.bureau_inbox.file is 'sealed: the bytes as received';

comment on column public.bureau_submission.order_id is 'null once its order is deleted: the bureau may ask for a file for three months';

comment on column public.bureau_submission.file is 'sealed: the zip bytes as sent; every resend uses exactly these';

comment on table public.bureau_unmatched is 'results that name no submission of ours: work for an operator';

comment on table public.captured_message is 'what would have been sent where no gateway is configured';

comment on column public.captured_message.content is 'sealed: address and words';

comment on column public.event_retention.forgotten_to is 'the last position that is not kept any more: a cursor before it would skip';

comment on column public.event_retention.forgotten_to_id is 'the last id that is not kept any more; ids ascend with time';

comment on table public.event_stream is 'how far an order, or a filing, has counted: events are forgotten, their count is not';

comment on column public.filing_order.content is 'sealed: the type-check data and the content, encrypted as a whole';

comment on column public.filing_order.findings is 'sealed: the open findings with their words';

comment on column public.filing_order.certificate_key is 'keyed hash of the certificate number, for looking it up';

comment on column public.filing_order.subject_name is 'of organisations only: a natural person is not searchable by name';

comment on column public.filing_order.counterparty_account_id is 'the account that takes over, of a transfer or a migration';

comment on column public.filing_order.shared_with is 'that account while it may see the order: from when it is asked to confirm';

comment on table public.heartbeat is 'the last one of each process that came back through each queue; in real time. Nothing is lost with it';

comment on column public.idempotency_record.answer is 'sealed: the body that was answered';

comment on table public.leader is 'what only one process at a time does; in real time, renewed while the holder lives';

comment on column public.message.address_key is 'keyed hash of the address';

comment on column public.message.content is 'sealed: address, and what the words need; gone as soon as nothing is left to send';

comment on column public.message.hint is 'sealed: the address, masked, to tell its account which one did not work';

comment on column public.message.quiet is 'not at night';

comment on column public.message.expires_at is 'of no use afterwards';

comment on column public.message.queued_at is 'in real time: when it was given to the queue, or began to be sent';

comment on column public.notification.order_id is 'null: about no order';

comment on column public.notification.version is 'of the order, when a transition of it is the occasion';

comment on column public.notification.occasion is 'what is told of: a transition, a claim, the state of an endpoint, a message that did not arrive';

comment on column public.notification.parameters is 'sealed: what the words need and the order does not tell';

comment on column public.notification.in_site is 'false: the account wants this kind by other channels only';

comment on table public.notification_mark is 'staff share their messages: what each of them has read at once';

comment on column public.notification_mark.reader is 'keyed hash of issuer and subject';

comment on column public.notification_preference.preferences is 'sealed: language, channels, receivers';

comment on table public.notification_reading is 'and what one by one';

comment on column public.order_claim.shared_as is 'null: the key is this order''s alone; otherwise orders share it that say the same here';

comment on column public.order_history.event is 'what decide was given: enough to replay it, without a word that a person wrote';

comment on column public.order_history.details is 'sealed: reason, findings in words, changed fields before and after';

comment on column public.outbox.note is 'why it failed: the code of the refusal';

comment on column public.outbox.priority is 'bulk: one of many that were asked for at once, which overtake nobody';

comment on column public.outbox.times_queued is 'more than once: its job was lost, or a person let it be tried again';

comment on table public.published_event is 'written in the commit of what happened; it has its place in the world once it has a position';

comment on column public.published_event.order_id is 'no foreign key: an event outlives an order that its account deletes';

comment on column public.published_event.filing is 'of an event without an order: the filing number by which it counts';

comment on column public.published_event.personal is 'sealed: words and values that may name a person, for endpoints with that scope; gone with the content of the order';

comment on column public.published_event.due_at is 'not before: a decision that may be taken back is not told';

comment on table public.registry_change is 'recorded when an order completes, to be applied to the registry';

comment on table public.suppressed_address is 'where nothing is sent any more, because it cannot arrive';

comment on column public.webhook_attempt.id is 'the answer is sealed under it';

comment on column public.webhook_attempt.answer is 'sealed: headers, and as much of the body as is kept; or the words of the failure';

comment on column public.webhook_delivery.message_id is 'webhook-id: of the event, the same however often it is sent';

comment on column public.webhook_delivery.body is 'sealed: the text that is signed and sent';

comment on column public.webhook_delivery.tries is 'since it was last begun: by these the timetable goes';

comment on column public.webhook_delivery.attempts is 'of its whole life';

comment on column public.webhook_delivery.bulk is 'sent again by a recovery: after what is new';

comment on column public.webhook_delivery.queued_at is 'not used any more';

comment on column public.webhook_endpoint.account_id is 'null: the provider''s own, which hears of all accounts';

comment on column public.webhook_endpoint.event_types is 'empty: all';

comment on column public.webhook_endpoint.provinces is 'empty: all';

comment on column public.webhook_endpoint.paused_until is 'it asked to be left alone until then (Retry-After)';

comment on table public.webhook_flight is 'a delivery that was given to the queue, or is being sent. No foreign keys, which cost more than the row: one that is left over is removed as lost';

comment on column public.webhook_flight.queued_at is 'in real time: when it was given to the queue';

comment on column public.webhook_flight.sending_since is 'in real time; null: it waits in the queue. In no index, so that beginning to send rewrites none';

comment on column public.webhook_secret.secret is 'sealed: whsec_… of v1, whsk_… of v1a';

comment on column public.webhook_secret.expires_at is 'set when a newer one has taken over: until then both sign';

comment on table public.webhook_stream is 'the last event of a stream that was meant for an endpoint: longer than its delivery is kept';
