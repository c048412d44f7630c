import { databaseAway } from '../../platform/database-away.ts'

/**
 * Whether an error is the fault of the one order whose deadlines were fired: it is set aside, and no other waits for it. What
 * PostgreSQL refuses is only in classes 22 (a value) and 23 (a constraint) about a row; a full disk, say, is no order's fault,
 * and neither is a database that is away.
 */
export function isAboutOneOrder (error: unknown): boolean {
  const { code, severity } = error as { code?: unknown, severity?: unknown }
  if (severity !== undefined) return /^2[23]/.test(String(code)) // only what PostgreSQL says has one
  return !databaseAway(error)
}
