import type { OrderState } from '../../../machines/order/order-states.ts'
import type { Text } from '../../../machines/order/order-events.ts'
import type { OrderView } from '../../orders/order-view.ts'
import type { Applicant } from '../people/applicant.ts'
import type { NewOrder } from '../people/company.ts'
import type { People } from '../people/meet-people.ts'

/** What a story has to play with. */
export type Stage = {
  applicant: Applicant
  /** The company's order, complete and right. */
  order: NewOrder
  domain: string
  /** Lets time pass, for all stories. */
  hours (hours: number): Promise<void>
  until (orderId: string, state: OrderState): Promise<OrderView>
  /** Tells which order the story is about. */
  follow (order: OrderView): OrderView
} & Pick<People, 'lin' | 'wang' | 'bureau'>

export type Story = {
  title: Text
  /** Where it must end, and with a filing number or without. */
  ends: { state: OrderState, filed: boolean }
  act (stage: Stage): Promise<void>
}
