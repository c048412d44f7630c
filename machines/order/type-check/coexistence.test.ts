import t from 'tap'
import { COEXISTENCE, groupOf, groupsExcludedBy, type CoexistenceGroup } from './coexistence.ts'
import { ORDER_TYPES, type OrderType } from '../order-types.ts'

const GROUPS = Object.keys(COEXISTENCE) as CoexistenceGroup[]

t.test('the matrix is the published table: what may be open beside what', async (t) => {
  const table = Object.fromEntries(GROUPS.map((group) => {
    const excluded = groupsExcludedBy(group)
    return [group, GROUPS.map((other) => excluded.includes(other) ? '.' : 'x').join(' ')]
  }))
  t.strictSame(table, {
    // first_filing, add_service, add_access, change, cancel_service, cancel_access, cancel_subject, claim, transfer, migrate
    first_filing: '. . . . . . . . . .',
    add_service: '. . x x x x . . . .',
    add_access: '. x x x x x . . . .',
    change: '. x x . . . . . . .',
    cancel_service: '. x x . x x . . . .',
    cancel_access: '. x x . x x . . . .',
    cancel_subject: '. . . . . . . . . .',
    claim: '. . . . . . . . . .',
    transfer: '. . . . . . . . . .',
    migrate_service: '. . . . . . . . . .'
  })
})

t.test('each row names in return whatever names it', async (t) => {
  for (const one of GROUPS) {
    for (const other of COEXISTENCE[one].beside as readonly CoexistenceGroup[]) {
      t.ok((COEXISTENCE[other].beside as readonly CoexistenceGroup[]).includes(one), `${other} beside ${one}`)
    }
  }
})

t.test('every order type has its row, and every row an order type', async (t) => {
  const used = new Set((Object.keys(ORDER_TYPES) as OrderType[]).map(groupOf))
  t.strictSame([...used].sort(), [...GROUPS].sort())
})
