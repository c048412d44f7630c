import t from 'tap'
import { fromVersion1 } from './from-version-1.ts'
import { MACHINE_LINE, upcastBirth, upcastOrder, type MachineLine } from './upcast-order.ts'
import { AT, anOrder } from '../testing/orders.ts'

const ROW = { province: 'zhejiang', createdAt: AT }
const POLICY_OF_VERSION_1 = {
  preset: 'own',
  withdrawAfterPassing: false,
  withdrawAfterFailedSubmission: true,
  abandonDuringReview: true,
  abandonAfterPassing: false,
  abandonAfterFailedSubmission: true,
  applicantMayResend: true,
  objectAfterPassing: false,
  validity: { days: 30, mayReopen: false },
  reminderDays: [7],
  sms: { windowHours: 12, graceHours: 1, warningHours: [3] },
  fourEyes: true,
  automaticHandOver: true,
  undoWindowMs: 60_000
}
const BIRTH_OF_VERSION_1 = { orderType: 'first_filing', policy: POLICY_OF_VERSION_1, contentHash: 'content-1', findings: [] }

t.test('an order of the current version is handed through untouched', async (t) => {
  const { state, context } = anOrder('bureau_queue')
  const read = upcastOrder({ machineVersion: MACHINE_LINE.version, state, context, timers: ['hand_over'] }, ROW)
  t.equal(read.context, context)
  t.strictSame([read.state, read.timers], ['bureau_queue', ['hand_over']])
})

t.test('an order of version 1 keeps what it was promised', async (t) => {
  const { context } = upcastOrder({
    machineVersion: 1, state: 'sms_returned', context: { ...BIRTH_OF_VERSION_1, attempt: 2, filing: null }, timers: []
  }, ROW)
  const { applicantMayResend, ...same } = POLICY_OF_VERSION_1
  t.match(context, {
    province: 'zhejiang',
    createdAt: AT,
    attempt: 2,
    returnedFields: null,
    confirmations: { owner: false, counterparty: false },
    policy: { ...same, mayResend: 'applicant', withdrawDuringReview: true, softReturn: true, onlyFindings: false }
  })
  t.strictSame(context.policy.validity, { days: 30, countedFrom: 'step', atLeastDays: 30, content: 'kept', mayReopen: false })
  t.strictSame(Object.hasOwn(context.policy, 'applicantMayResend'), false)
})

t.test('the birth of version 1 is that of the order it became', async (t) => {
  const birth = upcastBirth(1, BIRTH_OF_VERSION_1, ROW)
  const { context } = upcastOrder({ machineVersion: 1, state: 'draft', context: BIRTH_OF_VERSION_1, timers: [] }, ROW)
  t.match(context, birth)
  t.strictSame(Object.keys(birth).sort(), ['contentHash', 'createdAt', 'findings', 'orderType', 'policy', 'province'])
})

t.test('an order goes through every version between, its deadlines with it', async (t) => {
  const line: MachineLine = {
    version: 4,
    upcasters: {
      1: { ...fromVersion1, snapshot: (order) => ({ ...order, state: 'sms' }), timers: { expiry: 'idle_end', hand_over: null } },
      2: { ...fromVersion1, snapshot: ({ state }) => ({ state, context: { state } }), timers: {} },
      3: { ...fromVersion1, snapshot: ({ state, context }) => ({ state: `${state}_verification`, context }), timers: { idle_end: 'idle_over' } }
    }
  }
  t.strictSame(upcastOrder({ machineVersion: 1, state: 'old', context: {}, timers: ['reminder_1', 'expiry', 'hand_over'] }, ROW, line),
    { state: 'sms_verification', context: { state: 'sms' }, timers: ['reminder_1', 'idle_over', null] })
  t.strictSame(upcastOrder({ machineVersion: 3, state: 'sms', context: {}, timers: ['idle_end', 'expiry'] }, ROW, line),
    { state: 'sms_verification', context: {}, timers: ['idle_over', 'expiry'] })
})

t.test('what a newer release has stored is not guessed at', async (t) => {
  const newer = MACHINE_LINE.version + 1
  const said = `stored by machine version ${newer}, and this release reads up to ${MACHINE_LINE.version}: run the newer release`
  t.throws(() => upcastOrder({ machineVersion: newer, state: 'draft', context: {}, timers: [] }, ROW), { message: new RegExp(said) })
  t.throws(() => upcastBirth(newer, {}, ROW), { message: new RegExp(said) })
})
