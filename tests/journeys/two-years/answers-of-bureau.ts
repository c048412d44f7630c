import type { OpenFinding, OrderFact } from '../../../machines/order/order-events.ts'
import type { Random } from './random-from.ts'

/** When it comes to us, which may be days after it happened. */
export type Arrival = { at: string, event: OrderFact }

const HOUR_MS = 60 * 60 * 1000
const DAY = 24
const OBJECTION: OpenFinding = { field: 'service.name', code: 'SITE_NAME_INVALID', severity: 'reject', stage: 'bureau' }

/**
 * What the bureau says to one hand-over, and what the way to us makes of that: some of it is lost, comes late and so out of
 * order, comes twice, or is told a second time under another cause.
 */
export function answersOfBureau (random: Random, sentAt: string, attempt: number): Arrival[] {
  return courseOf(random).flatMap(([type, hours], nth) => {
    if (random.chance(0.04)) return []
    const at = new Date(Date.parse(sentAt) + hours * HOUR_MS).toISOString()
    const event = { type, at, attempt, causeId: `${type}-${attempt}-${nth}`, ...TOLD_WITH[type] } as OrderFact
    const lateMs = random.chance(0.12) ? Math.ceil(random.number() * 40) * DAY * HOUR_MS : 0
    const arrival = { at: new Date(Date.parse(at) + lateMs).toISOString(), event }
    if (!random.chance(0.15)) return [arrival]
    const again = { ...event, ...random.chance(0.4) && { causeId: `${event.causeId}-again` } }
    return [arrival, { at: new Date(Date.parse(arrival.at) + Math.ceil(random.number() * 30) * DAY * HOUR_MS).toISOString(), event: again }]
  })
}

const TOLD_WITH: Partial<Record<OrderFact['type'], object>> = {
  bureau_refused: { code: '17' },
  sms_person_verified: { person: 'service_principal' },
  bureau_returned: { findings: [OBJECTION] },
  bureau_rejected_by_reviewer: { findings: [OBJECTION, { ...OBJECTION, field: null, code: 'OTHER' }] },
  filing_registered: { filing: { subjectNumber: '粤ICP备26000001号', serviceNumbers: ['粤ICP备26000001号-1'], bureauIds: {} } }
}

/** What happens, and how many hours after the hand-over. */
function courseOf (random: Random): Array<[OrderFact['type'], number]> {
  const decided = DAY + 12 * Math.ceil(random.number() * 50)
  const accepted: [OrderFact['type'], number] = ['bureau_accepted', 2]
  const verified: Array<[OrderFact['type'], number]> = random.chance(0.5) ? [['sms_person_verified', 6], ['sms_completed', 12]] : []
  const course = random.number()
  if (course < 0.08) return [['bureau_refused', 2]]
  if (course < 0.2) return [accepted, ['sms_failed', 26]]
  if (course < 0.28) return [accepted, ...verified, ['bureau_returned', decided]]
  if (course < 0.36) return [accepted, ...verified, ['bureau_rejected_by_reviewer', decided]]
  const approved: Array<[OrderFact['type'], number]> = [['bureau_approved', decided], ['filing_registered', decided + 24]]
  return [accepted, ...verified, ...approved, ...random.chance(0.05) ? [['bureau_returned', decided + 36] as [OrderFact['type'], number]] : []]
}
