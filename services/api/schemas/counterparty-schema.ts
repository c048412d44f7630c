import { Type } from 'typebox'
import { TRIMMED } from './patterns.ts'

/** A name that nobody has would keep the order waiting until its window ends; no account's begins or ends with a space. */
export const CounterpartyAccountId = Type.String({
  minLength: 1,
  maxLength: 128,
  pattern: TRIMMED,
  description: 'The account that takes over, of `transfer` and `migrate_service`; it has to confirm'
})
