export type PlacedText = { readonly field: string, readonly text: string }

/** Every text inside a value, with its field path. */
export function textsOf (value: unknown, field = ''): PlacedText[] {
  if (typeof value === 'string') return [{ field, text: value }]
  if (Array.isArray(value)) return value.flatMap((item, index) => textsOf(item, `${field}[${index}]`))
  if (typeof value !== 'object' || value === null) return []
  const prefix = field === '' ? '' : `${field}.`
  return Object.entries(value).flatMap(([name, member]) => textsOf(member, `${prefix}${name}`))
}
