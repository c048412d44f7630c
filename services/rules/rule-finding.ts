import type { Words } from './code-lists.ts'
import type { OrderContent, TypeCheck } from './order-content.ts'

/** One problem that a rule sees. `reject` blocks a submission, `warn` is advice. */
export type RuleFinding = {
  readonly field: string
  readonly code: string
  readonly severity: 'reject' | 'warn'
  readonly stage: 'rules'
  readonly message: Words
  readonly suggestion: Words
}

/** What a rule may look at: the order as it would be submitted today. */
export type RuledOrder = {
  readonly content: OrderContent
  readonly typeCheck: TypeCheck
  readonly orderType: string
  readonly now: Date
}

type Said = Pick<RuleFinding, 'code' | 'message' | 'suggestion'>

export function reject (field: string, said: Said): RuleFinding {
  return { field, ...said, severity: 'reject', stage: 'rules' }
}

export function warn (field: string, said: Said): RuleFinding {
  return { field, ...said, severity: 'warn', stage: 'rules' }
}
