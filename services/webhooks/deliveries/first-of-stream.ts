import { sql } from 'kysely'

/**
 * The first unfinished delivery of the stream and endpoint of `d`: those behind it are not sent before it has ended. Asked for each by
 * its key: as a join PostgreSQL may read all that waits for the endpoint, for each that is due.
 */
export function firstOfStream () {
  return sql`(
    select first.id from webhook_delivery first
    where first.endpoint_id = d.endpoint_id and first.stream = d.stream and first.state = 'pending'
    order by first.sequence limit 1)`
}
