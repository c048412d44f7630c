import t from 'tap'
import type { OrderRequest, RequestType } from './order-events.ts'
import type { OrderPolicy } from './policy/order-policy.ts'
import type { OrderState } from './order-states.ts'
import type { OrderType } from './order-types.ts'
import { POLICY_PRESETS } from './policy/policy-presets.ts'
import { anOrder, aRequest } from './testing/orders.ts'
import { outcome } from './testing/what-happens.ts'

/**
 * Every row of lifecycle.md 2.9. Columns in its order: edit, submit, withdraw, abandon; staff: ask correction, reject, pass, send to
 * bureau (which after an SMS return is resend). y = allowed, - = refused. The last column of the matrix, delete, is of the history:
 * services/orders/delete-order.test.ts.
 */

const COLUMNS: RequestType[] = ['save', 'submit', 'withdraw', 'abandon', 'request_correction', 'reject', 'pass', 'send_to_bureau']

/** All that is p in the matrix. */
const SWITCHES = [
  'withdrawDuringReview', 'withdrawAfterPassing', 'withdrawAfterFailedSubmission', 'withdrawRejected', 'abandonDuringReview', 'abandonAfterPassing',
  'abandonAfterFailedSubmission', 'abandonCancellations', 'softReturn', 'objectAfterPassing'
] as const
const CANCELLATIONS: OrderType[] = ['cancel_access', 'cancel_service', 'cancel_subject']

function policyWith (on: boolean): OrderPolicy {
  return {
    ...POLICY_PRESETS.huawei,
    ...Object.fromEntries(SWITCHES.map((name) => [name, on])),
    validity: { ...POLICY_PRESETS.huawei.validity, mayReopen: on }
  }
}

function row (state: OrderState, on: boolean, orderType: OrderType = 'first_filing', context = {}): string {
  const order = anOrder(state, { orderType, ...context }, policyWith(on))
  const mark = (request: OrderRequest) => outcome(order, request).startsWith('refused') ? '-' : 'y'
  return COLUMNS.map((type) => mark(aRequest(type === 'send_to_bureau' && state === 'sms_returned' ? 'resend' : type))).join(' ')
}

type Row = { state: OrderState, on: string, off: string, cancellation?: { on: string, off: string }, context?: object }

const MATRIX: Record<string, Row> = {
  //                                      edit submit withdraw abandon | correction reject pass send
  DRAFT: { state: 'draft', on: 'y y - y - - - -', off: 'y y - y - - - -' },
  'REVIEW_WAITING (initial_review)': {
    state: 'initial_review',
    on: '- - y y y y y -',
    off: '- - - - - y y -',
    cancellation: { on: '- - - y y y y -', off: '- - - - - y y -' }
  },
  'CORRECTION_ASKED (correction_requested)': { state: 'correction_requested', on: 'y y - y - - - -', off: 'y y - y - - - -' },
  'REVIEW_WAITING_AGAIN (initial_review, resubmitted)': {
    state: 'initial_review',
    context: { resubmitted: true },
    on: '- - y y y y y -',
    off: '- - - - - y y -',
    cancellation: { on: '- - - y y y y -', off: '- - - - - y y -' }
  },
  // withdraw is Tencent's alone (lifecycle 3), and no default of the matrix
  'REVIEW_REJECTED (initial_rejected)': {
    state: 'initial_rejected', on: 'y y y y - - - -', off: 'y y - y - - - -', cancellation: { on: 'y y - y - - - -', off: 'y y - y - - - -' }
  },
  'OWNER_CONFIRM (owner_confirmation)': { state: 'owner_confirmation', on: '- - - y - - - -', off: '- - - y - - - -' },
  BUREAU_QUEUE: {
    state: 'bureau_queue',
    on: '- - y y y y - y',
    off: '- - - - - - - y',
    cancellation: { on: '- - - y y y - y', off: '- - - - - - - y' }
  },
  'BUREAU_UPLOAD_FAILED (bureau_submission_failed)': {
    state: 'bureau_submission_failed',
    on: '- - y y y y - y',
    off: '- - - - - y - y',
    cancellation: { on: '- - - y y y - y', off: '- - - - - y - y' }
  },
  'BUREAU_SMS (bureau_submitting, while the answer is awaited)': { state: 'bureau_submitting', on: '- - - - - - - -', off: '- - - - - - - -' },
  'BUREAU_SMS (sms_verification)': { state: 'sms_verification', on: '- - - - - - - -', off: '- - - - - - - -' },
  BUREAU_REVIEW: { state: 'bureau_review', on: '- - - - - - - -', off: '- - - - - - - -' },
  SMS_RETURNED: { state: 'sms_returned', on: 'y y - y - - - y', off: 'y y - y - - - y' },
  'SMS_RETURNED, edited': { state: 'sms_returned', context: { contentHash: 'edited' }, on: 'y y - y - - - -', off: 'y y - y - - - -' },
  BUREAU_REJECTED: { state: 'bureau_rejected', on: 'y y - y - - - -', off: 'y y - y - - - -' },
  'DONE (completed)': { state: 'completed', on: '- - - - - - - -', off: '- - - - - - - -' },
  ABANDONED: { state: 'abandoned', on: '- - - - - - - -', off: '- - - - - - - -' },
  EXPIRED: { state: 'expired', on: 'y y - y - - - -', off: '- - - y - - - -' },
  'INVALID (no row: nothing is offered)': { state: 'invalid', on: '- - - - - - - -', off: '- - - - - - - -' }
}

for (const [name, { state, on, off, cancellation, context }] of Object.entries(MATRIX)) {
  t.test(`2.9 row ${name}: switches on, switches off, and cancel types`, async (t) => {
    t.equal(row(state, true, 'first_filing', context), on, 'switches on')
    t.equal(row(state, false, 'first_filing', context), off, 'switches off')
    for (const orderType of CANCELLATIONS) {
      t.equal(row(state, true, orderType, context), cancellation?.on ?? on, `${orderType}, switches on`)
      t.equal(row(state, false, orderType, context), cancellation?.off ?? off, `${orderType}, switches off`)
    }
  })
}

t.test('2.9 row OWNER_CONFIRM: submit is "confirm only"', async (t) => {
  const order = anOrder('owner_confirmation', { orderType: 'cancel_subject' })
  t.strictSame([outcome(order, aRequest('confirm')), outcome(order, aRequest('submit'))], ['bureau_queue', 'refused: not_in_this_state'])
})

t.test('2.9 row BUREAU_REJECTED, EXPIRED: submit leads to the initial review', async (t) => {
  t.strictSame(['bureau_rejected', 'expired'].map((state) => outcome(anOrder(state as OrderState), aRequest('submit'))), ['initial_review', 'initial_review'])
})

t.test('2.9 "cancel type y": while the switch abandonCancellations is on, whatever ordinary orders may', async (t) => {
  for (const orderType of CANCELLATIONS) {
    for (const state of ['initial_review', 'bureau_queue', 'bureau_submission_failed'] as const) {
      const order = anOrder(state, { orderType }, { ...policyWith(false), abandonCancellations: true })
      t.equal(outcome(order, aRequest('abandon')), 'abandoned', `${orderType} in ${state}`)
    }
  }
})

t.test('2.9 each p is one switch: it alone opens its cell', async (t) => {
  const cells = [
    ['initial_review', 'withdraw', 'withdrawDuringReview'],
    ['initial_review', 'abandon', 'abandonDuringReview'],
    ['initial_review', 'request_correction', 'softReturn'],
    ['initial_rejected', 'withdraw', 'withdrawRejected'],
    ['bureau_queue', 'withdraw', 'withdrawAfterPassing'],
    ['bureau_queue', 'abandon', 'abandonAfterPassing'],
    ['bureau_queue', 'reject', 'objectAfterPassing'],
    ['bureau_submission_failed', 'withdraw', 'withdrawAfterFailedSubmission'],
    ['bureau_submission_failed', 'abandon', 'abandonAfterFailedSubmission'],
    ['bureau_submission_failed', 'request_correction', 'softReturn']
  ] as const
  for (const [state, request, name] of cells) {
    t.notMatch(outcome(anOrder(state, {}, { ...policyWith(false), [name]: true }), aRequest(request)), /refused/, `${name} alone opens it`)
    t.equal(outcome(anOrder(state, {}, { ...policyWith(true), [name]: false }), aRequest(request)), 'refused: policy_forbids', `${name} alone closes it`)
  }
})
