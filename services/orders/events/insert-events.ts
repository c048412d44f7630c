import { sql, type RawBuilder } from 'kysely'

/** What the common table expression with the order must answer. */
export const COLUMNS_FOR_EVENTS = sql.raw(`o.number, o.account_id, o.external_reference, o.order_type, o.service_kind, o.province,
      o.subject_name, o.domain, o.subject_number`)

/**
 * Part of a commit: writes what it tells the world (EventRow as JSON, with `order_id` where `of` has many rows), filled up with what never
 * changes of the order. `of` is the expression that has the order, with COLUMNS_FOR_EVENTS.
 */
export function insertEvents (rows: string, of: RawBuilder<unknown>) {
  return sql`
    insert into published_event (id, type, order_id, order_version, account_id, province, occurred_at, data, personal, due_at)
    select e.id, e.type, o.id, (e.data -> 'order' ->> 'version')::integer, o.account_id, o.province, e.occurred_at,
      e.data || jsonb_build_object('order', e.data -> 'order' || ${orderPart()}), decode(e.personal, 'hex'), e.due_at
    from ${of} o, json_to_recordset(${rows}::json) as e (id uuid, order_id uuid, type text, occurred_at timestamptz, due_at timestamptz,
      data jsonb, personal text)
    where e.order_id is null or e.order_id = o.id`
}

/** Of an order in columns: nothing of a person is among them. */
export function orderPart () {
  return sql`jsonb_build_object('id', o.id, 'number', o.number, 'accountId', o.account_id, 'externalReference', o.external_reference,
        'orderType', o.order_type, 'serviceKind', o.service_kind, 'province', o.province, 'subjectName', o.subject_name,
        'domain', o.domain, 'subjectNumber', o.subject_number)`
}
