import { requestInvalid, type RequestError } from './problems/request-error.ts'

/** Opaque to callers, so that what a page continues from may change. */
export function writeCursor (position: string): string {
  return Buffer.from(position).toString('base64url')
}

/** @throws RequestError request_invalid when it is not one of ours */
export function readCursor (cursor: string | undefined, pattern: RegExp, field = 'cursor'): RegExpExecArray | null {
  if (cursor === undefined) return null
  const position = Buffer.from(cursor, 'base64url').toString()
  const match = pattern.exec(position)
  if (match && writeCursor(position) === cursor) return match
  throw cursorInvalid(field)
}

export function cursorInvalid (field = 'cursor'): RequestError {
  return requestInvalid(field, 'CURSOR_INVALID', { zh: '不是上一页返回的 nextCursor', en: 'is not the nextCursor of a page' })
}

export const UUID_CURSOR = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** One more row than asked tells whether another page follows. */
export function pageOfRows<Row> (rows: Row[], limit: number, positionOf: (row: Row) => string): { data: Row[], nextCursor: string | null } {
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  return { data, nextCursor: rows.length > limit && last !== undefined ? writeCursor(positionOf(last)) : null }
}
