import type { ActionTable } from '../allowed-actions.ts'

/**
 * What one preset allows: two types in full; of the others the states in which they differ, cancel_subject from cancel_service, the
 * rest from first_filing. Compared by hand with lifecycle 1.2-1.5, 2.9 and 3, so a row that changes wants a look there first.
 */
export type PresetTable = Record<'first_filing' | 'cancel_service' | 'cancel_subject' | 'claim' | 'transfer' | 'migrate_service', ActionTable>
