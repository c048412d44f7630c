import type { OrderState } from '../../../machines/order/order-states.ts'
import { exampleOrder } from '../../orders/testing/example-order.ts'
import type { OrderView } from '../../orders/order-view.ts'
import type { Lease } from '../../orders/review/review-tasks.ts'
import type { TestApi } from './start-api.ts'
import { send } from './send.ts'

export const AN_OBJECTION = { field: 'service.name', code: 'SITE_NAME_INVALID', message: 'the name is too general' }

type Reachable = Extract<OrderState, 'draft' | 'initial_review' | 'bureau_queue' | 'initial_rejected' | 'abandoned' | 'bureau_submitting'>

/** The nth example order, of account acme, brought to a state through the API by the requests that lead there. */
export async function givenOrder (api: TestApi, state: Reachable = 'draft', n = 1): Promise<OrderView> {
  const applicant = await api.as('applicant')
  const reviewer = await api.as('reviewer')
  const { id } = await ask<OrderView>(api, '/v1/orders', applicant, exampleOrder(n))
  const order = `/v1/orders/${id}`
  if (state === 'abandoned') await ask(api, `${order}/abandon`, applicant)
  if (state !== 'draft' && state !== 'abandoned') {
    await ask(api, `${order}/submit`, applicant)
    if (state !== 'initial_review') {
      const { leaseToken } = await claim(api, id, reviewer)
      if (state === 'initial_rejected') await ask(api, `${order}/reject`, reviewer, { leaseToken, findings: [AN_OBJECTION] })
      else await ask(api, `${order}/pass`, reviewer, { leaseToken })
      if (state === 'bureau_submitting') await ask(api, `${order}/send-to-bureau`, await api.as('bureau_operator'))
    }
  }
  return (await send(api, order, applicant)).json<OrderView>()
}

/** Claims the review task of an order. */
export async function claim (api: TestApi, orderId: string, reviewer: Record<string, string>): Promise<Lease> {
  const [task] = (await send(api, '/v1/review-tasks', reviewer, { query: { orderId } })).json<{ data: Lease[] }>().data
  return await ask<Lease>(api, `/v1/review-tasks/${task!.id}/claim`, reviewer)
}

/** Sends a POST that is not what the test is about. */
export async function ask<Answer> (api: TestApi, path: string, caller: Record<string, string>, body: object = {}): Promise<Answer> {
  const reply = await send(api, path, caller, { body })
  if (reply.statusCode >= 300) throw new Error(`POST ${path} answered ${reply.statusCode}: ${reply.body}`)
  return reply.json<Answer>()
}
