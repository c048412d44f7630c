import { sql } from 'kysely'

/**
 * Part of a statement that erases orders: `of` is its expression that has their ids. The events keep what happened and when, and
 * nothing of what the order said.
 */
export function eraseEvents (of: string, now: Date) {
  return sql<{ id: string }>`
    (update published_event e set
      personal = null, erased_at = ${now},
      data = data || jsonb_build_object('order', data -> 'order' || '{"subjectName": null, "domain": null, "externalReference": null}')
    from ${sql.ref(of)} o where e.order_id = o.id)`
}
