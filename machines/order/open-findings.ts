import type { OrderContext } from './order-context.ts'
import type { OpenFinding, OrderRequest } from './order-events.ts'

/** When findings open and close. Source: DESIGN.md 2.2. */

/** The rules as they stand now, and what a person or the bureau objected to unless a reason answers it. */
export function findingsAfterSubmit (context: OrderContext, event: OrderRequest): OpenFinding[] {
  const objections = event.reason ? [] : context.findings.filter(({ stage }) => stage !== 'rules')
  return [...'findings' in event ? event.findings : [], ...objections]
}

/** A person's finding closes when its field, or something inside it, changes. */
export function findingsAfterSave (context: OrderContext, changed: string[], findings: OpenFinding[]): OpenFinding[] {
  const stands = ({ stage, field }: OpenFinding) => stage !== 'rules' && !(field !== null && changed.some((path) => touches(path, field)))
  return [...findings, ...context.findings.filter(stands)]
}

/** A new objection replaces those of its own stage; the others stand. */
export function findingsAfterObjection (open: OpenFinding[], found: OpenFinding[]): OpenFinding[] {
  const stages = new Set(found.map(({ stage }) => stage))
  return [...open.filter(({ stage }) => !stages.has(stage)), ...found]
}

export function rulesOnly (findings: OpenFinding[]): OpenFinding[] {
  return findings.filter(({ stage }) => stage === 'rules')
}

export function blocks ({ severity }: OpenFinding): boolean {
  return severity === 'reject'
}

/** Where a return leaves only its own fields open: those, and whatever a rule objects to today, or nobody could go on. */
export function isOpenField ({ returnedFields, findings }: Pick<OrderContext, 'returnedFields' | 'findings'>, path: string): boolean {
  if (returnedFields === null) return true
  const open = [...returnedFields, ...findings.flatMap(({ field }) => field ?? [])]
  return open.some((field) => touches(path, field))
}

/** The fields of a return; null where one of its findings is about the whole order, or where it names none at all. */
export function fieldsObjectedTo (findings: OpenFinding[]): string[] | null {
  const fields = findings.map(({ field }) => field)
  return fields.length === 0 || fields.includes(null) ? null : [...new Set(fields as string[])]
}

/** Is one of them the other, or inside it? A field without a number, `service.domains[].name`, is that of every place of its list. */
export function touches (path: string, field: string): boolean {
  const [one, other] = [stepsOf(path), stepsOf(field)]
  const shared = Math.min(one.length, other.length)
  return one.slice(0, shared).every((step, nth) => isSameStep(step, other[nth]!))
}

function isSameStep (one: string, other: string): boolean {
  return one === other || (isPlace(one) && isPlace(other) && (one === EVERY_PLACE || other === EVERY_PLACE))
}

const EVERY_PLACE = '[]'

function isPlace (step: string): boolean {
  return step.startsWith('[')
}

/** `service.domains[0].name` is `service`, `domains`, `[0]`, `name`. */
function stepsOf (path: string): string[] {
  return path.replaceAll('[', '.[').split('.')
}
