import { exampleOrder } from '../services/orders/testing/example-order.ts'
import type { OrdersDeps } from '../services/orders/orders-deps.ts'
import { placeOrder } from '../services/orders/place-order.ts'

export const ACCOUNT = 'bench'
export const APPLICANT = { id: 'zhang', role: 'applicant' } as const

const AT_A_TIME = 16

/** Places that many valid orders of one account, from the nth company on, and answers their ids. */
export async function seedOrders (deps: OrdersDeps, count: number, first = 0): Promise<string[]> {
  const ids: string[] = []
  for (let from = 0; from < count; from += AT_A_TIME) {
    const numbers = Array.from({ length: Math.min(AT_A_TIME, count - from) }, (_, index) => first + from + index)
    ids.push(...await Promise.all(numbers.map(async (n) => await placeExample(deps, n))))
  }
  return ids
}

async function placeExample (deps: OrdersDeps, n: number): Promise<string> {
  const { content, ...typeCheck } = exampleOrder(n)
  const placed = await placeOrder(deps, { accountId: ACCOUNT, by: APPLICANT, typeCheck, content })
  if (!('order' in placed)) throw new Error('a stored answer where an order was expected')
  return placed.order.id
}
