import { sql, type RawBuilder } from 'kysely'
import { OF_ONE_ACCOUNT } from './order-claims.ts'

/** Keeps our advisory locks apart from those of others on this database. */
const LOCK_SPACE = 0x636c

/**
 * The insert of claims into one order, the row of `order`; what it holds already is left as it is. A unique key makes whoever comes
 * second wait for the first. An exclusion constraint does not: two that exclude one another would both insert and then wait in a
 * circle until PostgreSQL shoots one. So a shared key is locked until the end of the statement, and they come one by one; but orders
 * of one account, of which there may be many at once, share the lock as they share the key.
 */
export function insertClaims (claims: string, order: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into order_claim (kind, key, shared_as, order_id)
    select k.kind, decode(k.key, 'hex'), k.shared_as, ${order}.id
    from ${order}, json_to_recordset(${claims}::json) as k (kind text, key text, shared_as text)
    where case
      when k.shared_as is null then true
      when k.shared_as = ${sql.lit(OF_ONE_ACCOUNT)} then pg_advisory_xact_lock_shared(${sql.lit(LOCK_SPACE)}, hashtext(k.key)) is not null
      else pg_advisory_xact_lock(${sql.lit(LOCK_SPACE)}, hashtext(k.key)) is not null
    end
    on conflict (order_id, kind, key) do nothing`
}
