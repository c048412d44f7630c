import t from 'tap'
import { choices, conditionsOfRequests } from './order-conditions.ts'
import { orderDelays } from './order-delays.ts'
import type { NotificationTemplate } from './order-effects.ts'
import { orderMachine } from './order-machine.ts'
import { REFUSAL_REASONS } from './refusal-reasons.ts'

type Transition = { guard?: { params?: { of: string[] } }, actions: Action[] }
type Action = string | { type: string, params?: { template?: string } }

const states = Object.values(orderMachine.states) as unknown as Array<{
  transitions: Map<string, Transition[]>, after: Array<{ delay: string }>, entry: Action[], exit: Action[]
}>
const transitions = states.flatMap((state) => [...state.transitions.values()].flat())
const actions = [...transitions.flatMap((transition) => transition.actions), ...states.flatMap(({ entry, exit }) => [...entry, ...exit])]
const nameOf = (action: Action) => typeof action === 'string' ? action : action.type
const sorted = (names: Iterable<string>) => [...new Set(names)].sort()

/** As a record, so that none can be forgotten. */
const TEMPLATES: Record<NotificationTemplate, true> = {
  order_submitted: true,
  order_withdrawn: true,
  order_abandoned: true,
  order_correction_requested: true,
  order_initial_rejected: true,
  order_initial_passed: true,
  order_submitted_to_bureau: true,
  order_submission_failed: true,
  order_sms_required: true,
  order_sms_warning: true,
  order_sms_returned: true,
  order_bureau_rejected: true,
  order_approved: true,
  order_completed: true,
  order_idle: true,
  order_expired: true,
  order_invalid: true,
  order_conflict: true,
  order_owner_confirmation: true,
  order_counterparty_confirmation: true,
  order_counterparty_reminder: true,
  order_confirmed: true,
  order_declined: true,
  order_counterparty_silent: true,
  order_lapsed: true,
  order_authenticity_link_over: true,
  order_review_overdue: true,
  order_hand_over_overdue: true,
  order_submission_overdue: true,
  order_bureau_overdue: true,
  order_resend_due: true
}

t.test('every guard that is written is asked somewhere in the chart', async (t) => {
  const asked = transitions.flatMap(({ guard }) => guard?.params?.of ?? [])
  t.strictSame(sorted(asked), sorted([...Object.keys(conditionsOfRequests), ...Object.keys(choices)]))
})

t.test('every action that is written is taken somewhere in the chart', async (t) => {
  const own = actions.map(nameOf).filter((name) => !name.startsWith('xstate.'))
  t.strictSame(sorted(own), sorted(Object.keys(orderMachine.implementations.actions)))
})

t.test('every deadline that is written is set somewhere in the chart', async (t) => {
  const set = states.flatMap(({ after }) => after.map(({ delay }) => delay))
  t.strictSame(sorted([...set, 'AUTHENTICITY_LINK']), sorted(Object.keys(orderDelays)), 'the link\'s is begun within its states')
})

t.test('every message that is named is sent somewhere in the chart', async (t) => {
  const sent = actions.flatMap((action) => typeof action === 'string' ? [] : action.params?.template ?? [])
  t.strictSame(sorted(sent), sorted(Object.keys(TEMPLATES)))
})

t.test('every reason of a refusal has words in both languages', async (t) => {
  for (const [code, { zh, en }] of Object.entries(REFUSAL_REASONS)) t.ok(zh && en, code)
})
