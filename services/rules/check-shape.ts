import { checkAccessShape } from './check-access-shape.ts'
import { checkCharacters } from './check-characters.ts'
import { checkServiceShape } from './check-service-shape.ts'
import { checkSubjectShape } from './check-subject-shape.ts'
import type { FieldFault } from './field-fault.ts'
import type { OrderContent, TypeCheck } from './order-content.ts'

/**
 * What can never be right, whatever is filled in later: the API refuses it with 400 at once. A draft without a field has no fault
 * there. What depends on the day, the province or the rest of the order is a finding and stands in evaluate.ts.
 */
export function checkShape (content: OrderContent, typeCheck: TypeCheck, now: Date): FieldFault[] {
  return [
    ...checkCharacters(content),
    ...checkSubjectShape(content.subject ?? {}, typeCheck, now),
    ...checkServiceShape(content.service ?? {}, typeCheck, now),
    ...checkAccessShape(content.access ?? {})
  ]
}
