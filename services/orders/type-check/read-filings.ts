import { sql } from 'kysely'
import type { Filing } from '../../../machines/order/order-events.ts'
import type { OrderType } from '../../../machines/order/order-types.ts'
import { prepare } from '../../platform/prepared.ts'
import type { OrderContent, TypeCheck } from '../../rules/order-content.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import { openSnapshot, type SealedContent, type SnapshotColumns } from '../stored-order.ts'

/** An order that has changed what is filed. */
export type FilingOrder = {
  id: string
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

/** Certificates in hex. */
type Wanted = { certificates: string[], domain?: string | null, subjectNumbers?: string[] }

/**
 * Every order that has succeeded of these certificates, of this domain or with these numbers of subjects, in the order of success.
 * What has migrated to a subject has its number, so that with a certificate comes what came to it from others.
 */
export async function readFilings ({ db, sealing }: Pick<OrdersDeps, 'db' | 'sealing'>, wanted: Wanted): Promise<FilingOrder[]> {
  const { certificates, domain = null, subjectNumbers = [] } = wanted
  const keys = certificates.map((certificate) => Buffer.from(certificate, 'hex'))
  return (await selectFilings(db, { keys, domain, subjectNumbers })).map((row) => {
    const { typeCheck, content } = sealing.unseal<SealedContent>(row.content, row.id)
    return {
      id: row.id,
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

/**
 * A number may be allotted to an order that its applicant had given up: then it is filed all the same. Of one that was erased nobody
 * knows whose it was.
 */
const selectFilings = prepare<{ keys: Buffer[], domain: string | null, subjectNumbers: string[] }, Row>('select_filings', ({ keys, domain, subjectNumbers }) => sql`
  select o.id, o.certificate_key, o.account_id, o.counterparty_account_id, o.order_type, o.content, o.state, o.context, o.machine_version,
    o.province, o.created_at, registered.at as registered_at
  from filing_order o cross join lateral (
    select coalesce(min(h.at), o.updated_at) as at from order_history h
    where h.order_id = o.id and (h.to_state = 'completed' or (h.event_type = 'filing_registered' and not h.ignored))
  ) registered
  where (o.certificate_key = any(${keys}::bytea[]) or o.domain = ${domain} or o.subject_number = any(${subjectNumbers}::text[])
      or o.subject_number = any(array(select n.subject_number from filing_order n where n.certificate_key = any(${keys}::bytea[]))))
    and (o.state = 'completed' or o.subject_number is not null)
    and o.certificate_key <> ''::bytea
  order by registered.at, o.id`)
