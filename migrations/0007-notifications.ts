import { sql, type Kysely } from 'kysely'

/** Messages that leave by mail and SMS, who wants which, and what was read. */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table notification alter column order_id drop not null;
    alter table notification alter column version drop not null;
    alter table notification add column occasion text;
    alter table notification add column parameters bytea;
    alter table notification add column in_site boolean not null default true;
    update notification set occasion = order_id::text || ':' || version::text;
    alter table notification alter column occasion set not null;
    alter table notification drop constraint once_per_transition_and_audience;
    alter table notification add constraint once_per_occasion_and_audience
      unique nulls not distinct (occasion, template, audience, account_id);
    comment on column notification.order_id is 'null: about no order';
    comment on column notification.version is 'of the order, when a transition of it is the occasion';
    comment on column notification.occasion is 'what is told of: a transition, a claim, the state of an endpoint, a message that did not arrive';
    comment on column notification.parameters is 'sealed: what the words need and the order does not tell';
    comment on column notification.in_site is 'false: the account wants this kind by other channels only';
    create index notifications_of_order on notification (order_id);
    create index notifications_unread on notification (account_id, id desc) where read_at is null and in_site;

    create table notification_mark (
      reader bytea constraint notification_mark_pkey primary key,
      read_up_to uuid not null
    );
    comment on table notification_mark is 'staff share their messages: what each of them has read at once';
    comment on column notification_mark.reader is 'keyed hash of issuer and subject';
    create table notification_reading (
      reader bytea not null,
      notification_id uuid not null constraint notification_reading_notification_id_fkey references notification (id) on delete cascade,
      read_at timestamptz not null,
      constraint notification_reading_pkey primary key (notification_id, reader)
    );
    comment on table notification_reading is 'and what one by one';

    create table notification_preference (
      account_id text constraint notification_preference_pkey primary key,
      preferences bytea not null,
      updated_at timestamptz not null,
      updated_by text not null
    );
    comment on column notification_preference.preferences is 'sealed: language, channels, receivers';

    create table message (
      id uuid constraint message_pkey primary key,
      notification_id uuid not null constraint message_notification_id_fkey references notification (id) on delete cascade,
      channel text not null constraint message_channel check (channel in ('mail', 'sms')),
      language text not null constraint message_language check (language in ('zh', 'en')),
      address_key bytea not null,
      content bytea,
      hint bytea not null,
      quiet boolean not null,
      state text not null constraint message_state
        check (state in ('pending', 'queued', 'sending', 'sent', 'failed', 'bounced', 'suppressed')),
      tries integer not null,
      note text,
      provider_id text,
      created_at timestamptz not null,
      due_at timestamptz not null,
      expires_at timestamptz,
      queued_at timestamptz,
      sent_at timestamptz,
      constraint sent_once_to_an_address unique (notification_id, channel, address_key),
      constraint content_until_it_is_sent check ((content is null) = (state in ('sent', 'failed', 'bounced', 'suppressed')))
    ) with (fillfactor = 80);
    comment on column message.address_key is 'keyed hash of the address';
    comment on column message.content is 'sealed: address, and what the words need; gone as soon as nothing is left to send';
    comment on column message.hint is 'sealed: the address, masked, to tell its account which one did not work';
    comment on column message.quiet is 'not at night';
    comment on column message.expires_at is 'of no use afterwards';
    comment on column message.queued_at is 'in real time: when it was given to the queue, or began to be sent';
    create index messages_due on message (due_at) where state = 'pending';
    create index messages_in_flight on message (queued_at) where state in ('queued', 'sending');

    create table suppressed_address (
      channel text not null,
      address_key bytea not null,
      note text not null,
      message_id uuid not null,
      suppressed_at timestamptz not null,
      constraint suppressed_address_pkey primary key (channel, address_key)
    );
    comment on table suppressed_address is 'where nothing is sent any more, because it cannot arrive';

    create table captured_message (
      id uuid constraint captured_message_pkey primary key,
      order_id uuid constraint captured_message_order_id_fkey references filing_order (id) on delete cascade,
      channel text not null,
      language text not null,
      template text not null,
      content bytea not null,
      captured_at timestamptz not null
    );
    comment on table captured_message is 'what would have been sent where no gateway is configured';
    comment on column captured_message.content is 'sealed: address and words';
    create index captured_messages_of_order on captured_message (order_id, id desc);
  `.execute(db)
}
