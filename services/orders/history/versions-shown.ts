import type { OrderState } from '../../../machines/order/order-states.ts'

/** As much of a step as tells whether the other account could see the order after it. */
export type StepOfOrder = { version: number, event: string, from: OrderState | null, to: OrderState }

/**
 * The steps that the account to which an order leads is shown: those that ask it, what happens while it may see the order
 * (services/orders/is-shared.ts), and the step that hides the order again. What others did before and between is not its business.
 */
export function versionsShown (steps: StepOfOrder[]): number[] {
  let [agreed, shown] = [false, false]
  return steps.flatMap(({ version, event, from, to }) => {
    const wasShown = shown
    if (event === 'submit') agreed = false // it is asked anew
    if (event === 'confirm' && from === ASKING) agreed = true
    shown = agreed || to === ASKING
    return shown || wasShown ? version : []
  })
}

const ASKING: OrderState = 'counterparty_confirmation'
