import type { OrderPolicy } from '../../machines/order/policy/order-policy.ts'

/** In some provinces an access order may change what is filed. */
export function mayChangeFiling ({ changesInAccessOrderProvinces }: OrderPolicy, province: string): boolean {
  return changesInAccessOrderProvinces.includes(province)
}
