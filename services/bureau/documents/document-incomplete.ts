/** The order lacks, or has in a form that cannot be sent, what the bureau's schema demands. Names the field, never its value. */
export class DocumentIncomplete extends Error {
  readonly field: string

  constructor (field: string) {
    super(`the document cannot be built: ${field} is missing or malformed`)
    this.name = 'DocumentIncomplete'
    this.field = field
  }
}

export function needed (value: string | undefined, path: string): string {
  if (value === undefined || value.trim() === '') throw new DocumentIncomplete(path)
  return value
}

export function given<T> (values: T[] | undefined, path: string): T[] {
  if (values === undefined || values.length === 0) throw new DocumentIncomplete(path)
  return values
}
