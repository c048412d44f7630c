import type { NamedType } from '../../../machines/order/type-check/name-order-type.ts'
import { refuseFaults } from '../compose-new-order.ts'
import { nameOrder, type Wish } from './name-order.ts'
import type { OrdersDeps } from '../orders-deps.ts'

/** What placing an order would name it, without placing one. @throws DomainError content_invalid */
export async function checkOrderType (deps: OrdersDeps, wish: Wish): Promise<NamedType> {
  refuseFaults(wish.typeCheck, {}, deps.now().toISOString())
  const { orderType, findings } = await nameOrder(deps, wish)
  return { orderType, findings }
}
