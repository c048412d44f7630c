import type { OrderType } from '../../../machines/order/order-types.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import { placeOrder } from '../place-order.ts'
import type { StoredOrder } from '../stored-order.ts'
import { exampleOrder } from './example-order.ts'
import { ACCOUNT, APPLICANT } from './start-orders.ts'
import { wishFor } from './wish-for.ts'

/** Which company, for which of its domains; the domain of the same number unless said otherwise. */
export type OrderOf = { subject: number, domain?: number, more?: string[], type?: OrderType, account?: string, counterparty?: string }

/** An order of any type, account, company and domains. */
export async function givenOrderOf (
  orders: OrdersDeps, { subject, domain = subject, more = [], type = 'first_filing', account = ACCOUNT, counterparty }: OrderOf
): Promise<StoredOrder> {
  const { content, ...typeCheck } = exampleOrder(subject)
  const name = domainOf(domain)
  const [first] = content.service!.domains!
  const domains = [name, ...more].map((one) => ({ ...first, name: one }))
  const placed = await placeOrder(orders, {
    accountId: account,
    by: APPLICANT,
    ...counterparty !== undefined && { counterpartyAccountId: counterparty },
    orderType: type,
    typeCheck: wishFor({ ...typeCheck, service: { ...typeCheck.service, domain: name } }, type),
    content: { ...content, service: { ...content.service, domains, homePageUrl: `www.${name}` } }
  })
  if (!('order' in placed)) throw new Error('a stored answer where an order was expected')
  return placed.order
}

export function domainOf (n: number): string {
  return `beian-example-${n}.cn`
}
