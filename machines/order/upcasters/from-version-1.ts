import type { SnapshotRow, Upcaster } from './upcaster.ts'

/**
 * Version 1 knew first filings only, and fewer switches. An order keeps what it was promised: every new switch stands as version 1
 * behaved without it. Frozen: nothing here may follow today's presets.
 */
export const fromVersion1: Upcaster = {
  snapshot: ({ state, context }, row) => ({ state, context: contextOf(context as Context, row) }),
  birth: (birth, row) => ({ ...bornBy(birth as Birth, row) }),
  timers: {}
}

type Policy = {
  preset: string
  withdrawAfterPassing: boolean
  withdrawAfterFailedSubmission: boolean
  abandonDuringReview: boolean
  abandonAfterPassing: boolean
  abandonAfterFailedSubmission: boolean
  applicantMayResend: boolean
  objectAfterPassing: boolean
  validity: { days: number, mayReopen: boolean }
  reminderDays: number[]
  sms: { windowHours: number, graceHours: number, warningHours: number[] }
  fourEyes: boolean
  automaticHandOver: boolean
  undoWindowMs: number
}
type Birth = { orderType: string, policy: Policy, contentHash: string, findings: unknown[] }
type Context = Birth & Record<string, unknown>

function contextOf (context: Context, row: SnapshotRow) {
  return {
    ...context,
    ...bornBy(context, row),
    returnedFields: null,
    authenticityPassed: null,
    confirmations: { owner: false, counterparty: false }
  }
}

function bornBy ({ orderType, policy, contentHash, findings }: Birth, { province, createdAt }: SnapshotRow) {
  return { orderType, province, createdAt, policy: policyOf(policy), contentHash, findings }
}

function policyOf ({ applicantMayResend, validity, ...kept }: Policy) {
  return {
    ...kept,
    mayResend: applicantMayResend ? 'applicant' : 'staff',
    validity: { days: validity.days, countedFrom: 'step', atLeastDays: validity.days, content: 'kept', mayReopen: validity.mayReopen },
    ...WHAT_VERSION_1_DID,
    ...WHAT_VERSION_1_COULD_NOT_MEET,
    watch: { reviewDays: 2, handOverDays: 3, submissionDays: 1, bureauDays: 20, bureauDaysOf: { zhejiang: 30 } }
  }
}

const WHAT_VERSION_1_DID = {
  serviceKinds: ['website', 'app', 'mini_program', 'quick_app'],
  withdrawDuringReview: true,
  withdrawRejected: false,
  withdrawalNeedsReason: false,
  softReturn: true,
  onlyFindings: false,
  resendReminderHours: null,
  authenticity: { requiredToSubmit: false, linkMinutes: 10 },
  openOrders: 'one_per_subject',
  oneOpenOrderPerAccount: false,
  subjectsPerAccount: null,
  oneAccountPerSubject: false,
  accountNameMustMatch: false
}

/** Switches of other order types, and of what comes before an order: no first filing asks for them. They are Huawei's. */
const WHAT_VERSION_1_COULD_NOT_MEET = {
  abandonCancellations: true,
  abandoningFreesCode: true,
  ownerConfirmation: { required: true, windowDays: 45 },
  counterpartyConfirmation: { windowDays: 7, reminderDays: 3 },
  skipInitialReview: [],
  smsPersons: {},
  cancellationEndsWithoutSms: false,
  subjectReplacementProvinces: [],
  changesInAccessOrderProvinces: [],
  dnsDuringAccessOrder: 'warned'
}
