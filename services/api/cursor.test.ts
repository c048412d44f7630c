import t from 'tap'
import { pageOfRows, readCursor, writeCursor } from './cursor.ts'

t.test('a page ends with a cursor only when another follows', async (t) => {
  t.same(pageOfRows([1, 2, 3], 2, String), { data: [1, 2], nextCursor: writeCursor('2') })
  t.same(pageOfRows([1, 2], 2, String), { data: [1, 2], nextCursor: null })
  t.same(pageOfRows([], 2, String), { data: [], nextCursor: null })
})

t.test('only our own cursors are read', async (t) => {
  t.equal(readCursor(writeCursor('17'), /^\d+$/)?.[0], '17')
  t.equal(readCursor(undefined, /^\d+$/), null)
  for (const cursor of ['', '17', `${writeCursor('17')}=`, writeCursor('x')]) {
    t.throws(() => readCursor(cursor, /^\d+$/), { code: 'request_invalid', details: { errors: [{ field: 'cursor' }] } }, cursor)
  }
})
