import { randomUUIDv7 } from 'node:crypto'
import type { Finding, OpenFinding } from '../../../machines/order/order-events.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { OrderInMotion } from '../stored-order.ts'
import type { EventType } from './event-catalogue.ts'
import { eventOfTransition, type Transition } from './event-of-transition.ts'

/** An event as a commit writes it. What never changes of an order (number, account, …) the statement itself adds: insert-events.ts. */
export type EventRow = {
  id: string
  type: EventType
  occurred_at: string
  due_at: string
  data: OrderEventFacts
  /** Sealed, in hex, because rows travel as JSON. */
  personal: string | null
}

/** What an event says beside what never changes of its order. No word that a person wrote, no value of a person. */
export type OrderEventFacts = {
  order: Pick<OrderInMotion, 'state' | 'version'> & { round: number, attempt: number, serviceNumbers: string[] }
  from: string | null
  cause: string
  actorRole: string
  findings: OpenFinding[]
  assumed?: true
}

/** With the words of persons, for whoever may have them. */
export type PersonalPart = { subjectName: string | null, reason?: string, findings?: Finding[] }

type Step = Omit<Transition, 'from' | 'to' | 'approves'> & { from: OrderInMotion | null, to: OrderInMotion, actorRole: string, at: string, dueAt: string }

/** Empty when nothing is to be told. */
export function composeEvent ({ cause, from, to, actorRole, at, dueAt }: Step): EventRow[] {
  const { context } = to
  const approves = context.approved && from?.context.approved === false
  const type = eventOfTransition({ cause, from: from?.state ?? null, to: to.state, approves })
  if (type === null) return []
  const data: OrderEventFacts = {
    order: {
      state: to.state,
      version: to.version,
      round: context.round,
      attempt: context.attempt,
      serviceNumbers: context.filing?.serviceNumbers ?? []
    },
    from: from?.state ?? null,
    cause,
    actorRole,
    findings: context.findings,
    ...context.smsAssumed && { assumed: true }
  }
  return [{ id: randomUUIDv7(), type, occurred_at: at, due_at: dueAt, data, personal: null }]
}

/** The same with the words of persons, sealed. */
export function withPersonalPart (sealing: Sealing, rows: EventRow[], part: PersonalPart): EventRow[] {
  return rows.map((row) => ({ ...row, personal: sealing.seal(part, row.id).toString('hex') }))
}
