import fc from 'fast-check'
import { FACT_TYPES, REQUEST_TYPES, type FactType, type OpenFinding, type RequestType, type Role } from '../order-events.ts'
import { orderDelays } from '../order-delays.ts'

/** What may happen next, without the order to which it happens: `event-of-step.ts` makes an event of it. */
export type Step = { afterMs: number } & (
  /** Whatever takes the order on, so that lives reach the states at the far end. */
  | { kind: 'forward', from: number }
  | { kind: 'request', type: RequestType, role: Role, who: string, reason: boolean, findings: OpenFinding[], changed: string[], content: number }
  /** `attemptsAgo` of the future are negative; a small `cause` comes twice in a life. */
  | { kind: 'fact', type: FactType, attemptsAgo: number, cause: number, findings: OpenFinding[], passed: boolean, datedBackMs: number }
  /** So many deadlines, one after another, with nothing in between. */
  | { kind: 'due_timer', times: number }
  | { kind: 'stale_timer', name: string }
)

const HOUR_MS = 3_600_000
const ROLES = ['applicant', 'counterparty', 'reviewer', 'bureau_operator', 'admin', 'integrator', 'system'] as const satisfies Role[]
const FIELDS = ['service.name', 'service.principal.name', 'subject.name', 'service.domains', null]
const TIMERS = [...Object.keys(orderDelays).map((name) => name.toLowerCase()), 'a_timer_of_an_earlier_release']

/** With a prototype, like everything that has been JSON. */
const PLAIN = { noNullPrototype: true } as const

const afterMs = fc.constantFrom(0, 0, 0, 30_000, HOUR_MS, 25 * HOUR_MS, 8 * 24 * HOUR_MS, 40 * 24 * HOUR_MS)
const findingsOf = (...stages: Array<OpenFinding['stage']>) => fc.oneof(
  { weight: 2, arbitrary: fc.constant<OpenFinding[]>([]) },
  fc.array(fc.record({
    field: fc.constantFrom(...FIELDS),
    code: fc.constantFrom('SITE_NAME_INVALID', 'FIELD_MISSING'),
    severity: fc.constantFrom('reject' as const, 'warn' as const),
    stage: fc.constantFrom(...stages)
  }, PLAIN), { minLength: 1, maxLength: 2 }))

const forward = fc.record({ kind: fc.constant('forward' as const), from: fc.nat(1000), afterMs })
const request = fc.record({
  kind: fc.constant('request' as const),
  type: fc.constantFrom(...REQUEST_TYPES),
  role: fc.constantFrom(...ROLES),
  who: fc.constantFrom('lin', 'wei', 'zhang'),
  reason: fc.boolean(),
  findings: findingsOf('rules', 'initial_review', 'bureau_queue'),
  changed: fc.subarray(['service.name', 'service.principal.name', 'subject.name', 'service.domains[0].name']),
  content: fc.nat(2),
  afterMs
})
const fact = fc.record({
  kind: fc.constant('fact' as const),
  type: fc.constantFrom(...FACT_TYPES),
  attemptsAgo: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: -1, max: 2 })),
  cause: fc.nat(30),
  findings: findingsOf('bureau'),
  passed: fc.boolean(),
  datedBackMs: fc.constantFrom(0, HOUR_MS, 30 * 24 * HOUR_MS),
  afterMs
})
const dueTimer = fc.record({ kind: fc.constant('due_timer' as const), times: fc.constantFrom(1, 1, 1, 4), afterMs: fc.constant(0) })
const staleTimer = fc.record({ kind: fc.constant('stale_timer' as const), name: fc.constantFrom(...TIMERS), afterMs })

export const randomStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: forward },
  { weight: 3, arbitrary: request },
  { weight: 3, arbitrary: fact },
  { weight: 6, arbitrary: dueTimer },
  { weight: 1, arbitrary: staleTimer }
)
