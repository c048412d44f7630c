/**
 * JSON Merge Patch (RFC 7396): null removes, objects merge, everything else (arrays too) replaces. Neither argument changes. A
 * name such as __proto__ becomes an ordinary member, for the schema to refuse; it never reaches a prototype.
 */
export function mergeContent (content: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return structuredClone(patch)
  const merged = new Map(isObject(content) ? Object.entries(structuredClone(content)) : [])
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) merged.delete(name)
    else merged.set(name, mergeContent(merged.get(name), change))
  }
  return Object.fromEntries(merged) // defines members; an assignment to __proto__ would set the prototype
}

function isObject (value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One change of a field; null stands for a field that is not there (content itself has no nulls). */
export type FieldChange = { readonly field: string, readonly before: unknown, readonly after: unknown }

/**
 * What differs, field by field and in arrays place by place, under the paths that findings use. Whatever appears or goes as a
 * whole is told by its fields, so that a locked field cannot go unseen with the object around it. Empty when both say the same.
 */
export function changedFields (before: unknown, after: unknown): FieldChange[] {
  return compare('', before, after)
}

function compare (field: string, before: unknown, after: unknown): FieldChange[] {
  const [one, other] = [membersOf(before, after), membersOf(after, before)]
  if (one !== null && other !== null && one.size + other.size > 0) {
    const names = new Set([...one.keys(), ...other.keys()])
    return [...names].flatMap((name) => compare(pathTo(field, name), one.get(name), other.get(name)))
  }
  const same = before === after || (isEmpty(before) && isEmpty(after) && Array.isArray(before) === Array.isArray(after))
  return same ? [] : [{ field, before: before ?? null, after: after ?? null }]
}

/** Places of an array, names of an object; none for what is missing opposite an array or object; null for a plain value. */
function membersOf (value: unknown, opposite: unknown): Map<string | number, unknown> | null {
  if (value === undefined) return opposite !== undefined && membersOf(opposite, null) !== null ? new Map() : null
  if (Array.isArray(value)) return isObject(opposite) ? null : new Map(value.entries())
  if (isObject(value)) return Array.isArray(opposite) ? null : new Map(Object.entries(value))
  return null
}

function isEmpty (value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

function pathTo (field: string, name: string | number): string {
  if (typeof name === 'number') return `${field}[${name}]`
  return field === '' ? name : `${field}.${name}`
}
