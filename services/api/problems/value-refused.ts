/** A character that cannot be stored, a text that is no uuid or date, a date out of range: appendix A of the PostgreSQL manual. */
const CODES = ['22021', '22P02', '22P05', '22007', '22008']

/** Whether PostgreSQL says that a value can be none of its type: the caller's fault, though our schemas should have told. */
export function valueRefused (error: unknown): boolean {
  return CODES.includes((error as { code?: string }).code ?? '')
}
