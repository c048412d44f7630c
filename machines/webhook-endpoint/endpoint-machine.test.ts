import t from 'tap'
import { endpointAtBirth, type EndpointContext } from './endpoint-context.ts'
import { begin, decide, type EndpointSnapshot } from './decide.ts'
import { ENDPOINT_FACTS, ENDPOINT_REQUESTS, type EndpointEvent } from './endpoint-events.ts'
import { ENDPOINT_STATES, type EndpointState } from './endpoint-states.ts'
import { outcomeOf } from './testing/outcome-of.ts'

const AT = '2026-01-05T02:00:00.000Z'
const LATER = '2026-01-06T02:00:00.000Z'
const DAY_MS = 24 * 60 * 60 * 1000
const STATES = Object.keys(ENDPOINT_STATES) as EndpointState[]
const TIMERS = ['first_warning', 'second_warning', 'disable']

function anEndpoint (state: EndpointState, context: Partial<EndpointContext> = {}): EndpointSnapshot {
  return { state, context: { ...endpointAtBirth({ consentId: 'check-1', createdAt: AT }), ...context } }
}

function anEvent (type: string, more: object = {}): EndpointEvent {
  return { type, at: LATER, consentId: 'check-1', ...more } as EndpointEvent
}

function aTimer (name: string): EndpointEvent {
  return { type: 'timer', name, at: LATER }
}

/** What every event does in every state; what is ignored is left out. */
function table (): Record<string, Record<string, string>> {
  const events = [
    ...[...ENDPOINT_REQUESTS, ...ENDPOINT_FACTS].map((type) => [type, anEvent(type)] as const),
    ...TIMERS.map((name) => [`${name}_due`, aTimer(name)] as const)
  ]
  return Object.fromEntries(STATES.map((state) => [state, Object.fromEntries(events
    .map(([name, event]) => [name, outcomeOf(anEndpoint(state), event)] as const)
    .filter(([, result]) => result !== 'ignored'))]))
}

t.test('every event in every state', async (t) => {
  t.strictSame(table(), {
    verifying: {
      enable: 'refused: already_enabled',
      disable: 'disabled, withdraw_consent_check, hold_deliveries',
      url_changed: 'verifying, ask_consent check-1',
      verification_answered: `active, release_deliveries ${AT}`,
      verification_given_up: 'disabled, tell_disabled unverified, hold_deliveries',
      gone: 'disabled, tell_disabled gone, hold_deliveries'
    },
    active: {
      enable: 'refused: already_enabled',
      disable: 'disabled, hold_deliveries',
      url_changed: 'verifying, hold_deliveries, ask_consent check-1',
      delivery_failed: 'failing',
      gone: 'disabled, tell_disabled gone, hold_deliveries'
    },
    failing: {
      enable: 'refused: already_enabled',
      disable: 'disabled, hold_deliveries',
      url_changed: 'verifying, hold_deliveries, ask_consent check-1',
      delivery_succeeded: 'active',
      gone: 'disabled, tell_disabled gone, hold_deliveries',
      first_warning_due: 'failing, warn 1',
      second_warning_due: 'failing, warn 2',
      disable_due: 'disabled, tell_disabled failures, hold_deliveries'
    },
    disabled: {
      enable: 'verifying, ask_consent check-1',
      disable: 'refused: already_disabled'
    }
  })
})

t.test('a new endpoint waits for consent, and is asked for it', async (t) => {
  t.strictSame(begin({ consentId: 'check-1', createdAt: AT }), {
    next: anEndpoint('verifying'), effects: [{ type: 'ask_consent', consentId: 'check-1' }], timersToSet: [], timersToCancel: [], ignored: false
  })
})

t.test('an answer to an earlier check is no consent: it came from another address', async (t) => {
  const { next } = decide(anEndpoint('active'), anEvent('url_changed', { consentId: 'check-2' }))
  for (const type of ['verification_answered', 'verification_given_up', 'gone']) {
    t.equal(outcomeOf(next, anEvent(type)), 'ignored', type)
  }
  t.equal(outcomeOf(next, anEvent('gone', { consentId: undefined })), 'ignored', 'a 410 to an event that was under way')
  t.equal(outcomeOf(next, anEvent('verification_answered', { consentId: 'check-2' })), `active, release_deliveries ${LATER}`)
})

t.test('what came while the address was in question goes out with the consent, what came while it was off does not', async (t) => {
  const moved = decide(anEndpoint('verifying'), anEvent('url_changed', { consentId: 'check-2' })).next
  t.equal(moved.context.heldSince, AT, 'all since it was made')
  const enabled = decide(anEndpoint('disabled', { disabledBecause: 'gone' }), anEvent('enable', { consentId: 'check-2' })).next
  t.match(enabled.context, { heldSince: LATER, disabledBecause: null })
})

t.test('deadlines run from the first failure; more failures change nothing, a success ends them', async (t) => {
  const failing = decide(anEndpoint('active'), anEvent('delivery_failed'))
  t.strictSame(failing.timersToSet, [
    { name: 'first_warning', afterMs: DAY_MS }, { name: 'second_warning', afterMs: 3 * DAY_MS }, { name: 'disable', afterMs: 5 * DAY_MS }
  ])
  t.match(failing.next.context, { failingSince: LATER, warnings: 0 })
  t.ok(decide(failing.next, anEvent('delivery_failed')).ignored)
  const warned = decide(failing.next, aTimer('second_warning'))
  t.strictSame([warned.next.context.warnings, warned.timersToSet, warned.timersToCancel], [2, [], []])
  const well = decide(warned.next, anEvent('delivery_succeeded'))
  t.strictSame(well.timersToCancel, TIMERS)
  t.match(well.next.context, { failingSince: null, warnings: 0 })
})

t.test('whatever switches a failing endpoint off cancels its deadlines, and says why', async (t) => {
  for (const [type, reason] of [['disable', 'by_owner'], ['gone', 'gone'], ['url_changed', null]] as const) {
    const { next, timersToCancel } = decide(anEndpoint('failing'), { type, at: LATER, consentId: 'check-2' } as EndpointEvent)
    t.strictSame([next.context.disabledBecause, timersToCancel], [reason, TIMERS], type)
  }
})
