import { sql } from 'kysely'
import type { Filing } from '../../../machines/order/order-events.ts'
import type { OrderType } from '../../../machines/order/order-types.ts'
import { prepare } from '../../platform/prepared.ts'
import type { OrderContent, TypeCheck } from '../../rules/order-content.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import { openSnapshot, type SealedContent, type SnapshotColumns } from '../stored-order.ts'

/** An order that has changed what is filed. */
export type FilingOrder = {
  /** A keyed hash, in hex: whose subject it is. */
  certificate: string
  accountId: string
  counterpartyAccountId: string | null
  orderType: OrderType
  typeCheck: TypeCheck
  content: OrderContent
  numbers: Filing | null
  /** When it did. */
  at: string
}

type Wanted = { certificates: Buffer[], domain: string | null, subjectNumber: string | null }

/** Every order that has succeeded of these certificates, of this domain or of this subject's number, in the order of success. */
export async function readFilings ({ db, sealing }: Pick<OrdersDeps, 'db' | 'sealing'>, wanted: Wanted): Promise<FilingOrder[]> {
  return (await selectFilings(db, wanted)).map((row) => {
    const { typeCheck, content } = sealing.unseal<SealedContent>(row.content, row.id)
    return {
      certificate: row.certificate_key.toString('hex'),
      accountId: row.account_id,
      counterpartyAccountId: row.counterparty_account_id,
      orderType: row.order_type,
      typeCheck,
      content,
      numbers: openSnapshot(row).context.filing,
      at: row.registered_at.toISOString()
    }
  })
}

type Row = SnapshotColumns & {
  id: string
  certificate_key: Buffer
  account_id: string
  counterparty_account_id: string | null
  order_type: OrderType
  content: Buffer
  registered_at: Date
}

/** A number may be allotted to an order that its applicant had given up: then it is filed all the same. */
const selectFilings = prepare<Wanted, Row>('select_filings', ({ certificates, domain, subjectNumber }) => sql`
  select o.id, o.certificate_key, o.account_id, o.counterparty_account_id, o.order_type, o.content, o.state, o.context, o.machine_version,
    o.province, o.created_at, registered.at as registered_at
  from filing_order o cross join lateral (
    select coalesce(min(h.at), o.updated_at) as at from order_history h
    where h.order_id = o.id and (h.to_state = 'completed' or (h.event_type = 'filing_registered' and not h.ignored))
  ) registered
  where (o.certificate_key = any(${certificates}::bytea[]) or o.domain = ${domain} or o.subject_number = ${subjectNumber})
    and (o.state = 'completed' or o.subject_number is not null)
  order by registered.at, o.id`)
