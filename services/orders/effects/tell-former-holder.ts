import { findOrder } from '../find-orders.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import { findFiledSubjects } from '../type-check/find-filed-subjects.ts'
import { isService } from '../type-check/fold-service.ts'

/**
 * The account from which a completed claim has taken a service is told, once however often it is asked. It is told of its own order,
 * by which the service came to it; nothing of the one that claimed.
 */
export async function tellFormerHolder (deps: OrdersDeps, { effectId, orderId }: { effectId: string, orderId: string }): Promise<void> {
  const { accountId, typeCheck } = await findOrder(deps, orderId)
  const { own } = await findFiledSubjects(deps, typeCheck, { subjectNumber: typeCheck.filing?.subjectNumber, before: orderId })
  const service = own?.services.find((one) => isService(typeCheck, one))
  if (!service || service.accountId === accountId) return
  await deps.db.insertInto('notification')
    .columns(['id', 'order_id', 'version', 'audience', 'account_id', 'template', 'created_at'])
    .expression(({ selectFrom, val }) => selectFrom('filing_order').where('id', '=', service.orderId).select(({ ref }) => [
      val(effectId).as('id'), ref('id').as('order_id'), 'version', val('applicant' as const).as('audience'),
      val(service.accountId).as('account_id'), val('service_claimed_away' as const).as('template'), val(deps.now()).as('created_at')
    ]))
    .onConflict((conflict) => conflict.doNothing()).execute()
}
