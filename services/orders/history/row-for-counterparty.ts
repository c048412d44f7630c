import type { HistoryRow } from './order-history.ts'

/**
 * A step as the other account is told it: who did it by role only, and none of their words, objections and edits, which were never
 * meant for it. Of what the step asked of the world, messages to others are left out. Its own steps it sees as they are.
 */
export function rowForCounterparty (row: HistoryRow): HistoryRow {
  const effects = row.effects.filter(({ audience }) => audience === null || audience === 'counterparty')
  if (row.role === 'counterparty') return { ...row, effects }
  return { ...row, actor: null, accountId: null, reason: null, findings: [], changes: [], requestId: null, effects }
}
