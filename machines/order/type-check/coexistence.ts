import type { OrderType } from '../order-types.ts'

/** Types that stand in one row of the matrix. */
export type CoexistenceGroup =
  | 'first_filing' | 'add_service' | 'add_access' | 'change' | 'cancel_service' | 'cancel_access' | 'cancel_subject'
  | 'claim' | 'transfer' | 'migrate_service'

type Row = { atMostOne: boolean, beside: readonly CoexistenceGroup[] }

/** Only one, and nothing else while it is open. */
const ALONE = { atMostOne: true, beside: [] } as const

/**
 * Which orders of one subject may be open at once: the only published matrix, China Telecom's (lifecycle 5.1). What two
 * rows do not both allow is refused. Transfer and migration are not in it: no open order on either side (lifecycle 4.1).
 */
export const COEXISTENCE = {
  first_filing: ALONE,
  add_service: { atMostOne: true, beside: ['add_access', 'change', 'cancel_service', 'cancel_access'] },
  add_access: { atMostOne: false, beside: ['add_service', 'change', 'cancel_service', 'cancel_access'] },
  change: { atMostOne: true, beside: ['add_service', 'add_access'] },
  cancel_service: { atMostOne: false, beside: ['add_access', 'add_service', 'cancel_access'] },
  cancel_access: { atMostOne: false, beside: ['add_access', 'cancel_service', 'add_service'] },
  cancel_subject: ALONE,
  claim: ALONE,
  transfer: ALONE,
  migrate_service: ALONE
} as const satisfies Record<CoexistenceGroup, Row>

const GROUPS = Object.keys(COEXISTENCE) as CoexistenceGroup[]

const GROUP_OF: Record<OrderType, CoexistenceGroup> = {
  first_filing: 'first_filing',
  add_service: 'add_service',
  add_service_external: 'add_service',
  add_access: 'add_access',
  change_subject: 'change',
  change_service: 'change',
  change_filing: 'change',
  change_access: 'change',
  cancel_subject: 'cancel_subject',
  cancel_service: 'cancel_service',
  cancel_access: 'cancel_access',
  claim: 'claim',
  transfer: 'transfer',
  migrate_service: 'migrate_service'
}

export function groupOf (type: OrderType): CoexistenceGroup {
  return GROUP_OF[type]
}

/** Groups of which no order may be open beside one of this group; its own among them when only one may be. */
export function groupsExcludedBy (group: CoexistenceGroup): CoexistenceGroup[] {
  return GROUPS.filter((other) => !mayStandBeside(group, other))
}

function mayStandBeside (one: CoexistenceGroup, other: CoexistenceGroup): boolean {
  const [row, column]: [Row, Row] = [COEXISTENCE[one], COEXISTENCE[other]]
  return one === other ? !row.atMostOne : row.beside.includes(other) && column.beside.includes(one)
}
