import type { OrderState } from '../../../machines/order/order-states.ts'
import { isOpen, ORDER_STATES } from '../../../machines/order/order-states.ts'
import type { OrderType } from '../../../machines/order/order-types.ts'
import type { FiledSubject } from './filed-subject.ts'
import { foldFilings } from './fold-filings.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import { readFilings } from './read-filings.ts'

/** The subjects that an account has, by our own records. */
export async function findSubjectsOfAccount (deps: OrdersDeps, accountId: string): Promise<FiledSubject[]> {
  const rows = await deps.db.selectFrom('filing_order').select('certificate_key').distinct()
    .where((eb) => eb.or([eb('account_id', '=', accountId), eb('counterparty_account_id', '=', accountId)]))
    .where((eb) => eb.or([eb('state', '=', 'completed'), eb('subject_number', 'is not', null)])).execute()
  const orders = await readFilings(deps, { certificates: rows.map((row) => row.certificate_key.toString('hex')) })
  return foldFilings(orders).filter(({ accountIds }) => accountIds.includes(accountId))
}

/** How many subjects an account has or is about to have, besides one: an order under way counts. */
export async function countSubjectsOfAccount (deps: OrdersDeps, accountId: string, { except }: { except: string }): Promise<number> {
  const filed = await findSubjectsOfAccount(deps, accountId)
  const underWay = await deps.db.selectFrom('filing_order').select('certificate_key').distinct()
    .where('account_id', '=', accountId).where('state', 'in', OPEN_STATES).where('order_type', 'in', BRING_A_SUBJECT).execute()
  const certificates = new Set([...filed.map(({ certificate }) => certificate), ...underWay.map((row) => row.certificate_key.toString('hex'))])
  certificates.delete(except)
  return certificates.size
}

const OPEN_STATES = (Object.keys(ORDER_STATES) as OrderState[]).filter(isOpen)
const BRING_A_SUBJECT: OrderType[] = ['first_filing', 'add_service_external', 'add_access', 'claim']
