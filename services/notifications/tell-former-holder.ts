import { findOrder } from '../orders/find-orders.ts'
import type { OrdersDeps } from '../orders/orders-deps.ts'
import { findFiledSubjects } from '../orders/type-check/find-filed-subjects.ts'
import { isService } from '../orders/type-check/fold-service.ts'
import type { NotificationsDeps } from './notifications-deps.ts'
import { tellAccount } from './tell-account.ts'
import { valuesOfOrder } from './values-of-order.ts'

type Deps = { orders: OrdersDeps, notifications: NotificationsDeps }

/**
 * The account from which a completed claim has taken a service is told, once for each claim however often it is asked. It is told of its
 * own order, by which the service came to it; nothing of the one that claimed.
 */
export async function tellFormerHolder (
  { orders, notifications }: Deps, { effectId, orderId }: { effectId: string, orderId: string }
): Promise<void> {
  const { accountId, typeCheck } = await findOrder(orders, orderId)
  const { own } = await findFiledSubjects(orders, typeCheck, { subjectNumber: typeCheck.filing?.subjectNumber, before: orderId })
  const service = own?.services.find((one) => isService(typeCheck, one))
  if (!service || service.accountId === accountId) return
  const theirs = await findOrder(orders, service.orderId)
  await tellAccount(notifications.db, notifications, {
    occasion: `claim:${effectId}`,
    template: 'service_claimed_away',
    accountId: service.accountId,
    order: {
      id: theirs.id,
      version: theirs.version,
      values: (language) => valuesOfOrder(theirs, { template: 'service_claimed_away', version: theirs.version, language }),
      contacts: theirs.accountId === service.accountId ? theirs : null
    }
  })
}
