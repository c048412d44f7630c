import { CONTENT_SCHEMA, FIELDS, type FieldSchema } from './field-list.ts'

const OUTSIDE = new Set(FIELDS.filter(({ inContent }) => !inContent).map(({ path }) => path))
const MATERIAL = /^materials\.[a-z][a-z0-9_]*$/

/**
 * The one name of a field, or of a part of the content: where it stands in the content tree. The dossier writes `domain.x` and
 * `app.x` for what stands at `service.domains[].x` and `service.app.x` (DESIGN.md section 4); where a list has no number, all its
 * places are meant. Null when there is no such field.
 */
export function nameField (path: string): string | null {
  const inTree = path.replace(/^domain(?=[.[]|$)/, 'service.domains').replace(/^app(?=\.|$)/, 'service.app')
  const steps = follow(CONTENT_SCHEMA, stepsOf(inTree))
  if (steps !== null) return steps.join('.').replaceAll('.[', '[').replace(/\[\]$/, '')
  return OUTSIDE.has(inTree.replaceAll(/\[\d+\]/g, '[]')) || MATERIAL.test(inTree) ? inTree : null
}

function follow (schema: FieldSchema, steps: string[]): string[] | null {
  const [step, ...rest] = steps
  if (step === undefined) return []
  if (schema.items) {
    const below = follow(schema.items, isPlace(step) ? rest : steps)
    return below && [isPlace(step) ? step : '[]', ...below]
  }
  const member = Object.hasOwn(schema.properties ?? {}, step) ? schema.properties![step]! : null
  const below = member && follow(member, rest)
  return below && [step, ...below]
}

function stepsOf (path: string): string[] {
  return path.replaceAll('[', '.[').split('.')
}

function isPlace (step: string): boolean {
  return /^\[\d*\]$/.test(step)
}
