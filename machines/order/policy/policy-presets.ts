import type { OrderPolicy } from './order-policy.ts'

/**
 * What four providers document (lifecycle 1.2-1.5, 2.4, 2.5, 3), and the defaults of lifecycle 2.5, 2.8 and 2.9 where one is silent.
 * None limits an account to one order or one subject, though all four do: an account of a provider's customer here is often an
 * integrator's, who files for many; see docs/adr/0015.
 */
const huawei: OrderPolicy = {
  preset: 'huawei',
  serviceKinds: ['website', 'app', 'mini_program', 'quick_app'],
  withdrawDuringReview: true,
  withdrawAfterPassing: true,
  withdrawAfterFailedSubmission: true,
  withdrawRejected: false,
  withdrawalNeedsReason: false,
  abandonDuringReview: false,
  abandonAfterPassing: false,
  abandonAfterFailedSubmission: false,
  abandonCancellations: true,
  abandoningFreesCode: true,
  softReturn: true,
  onlyFindings: false,
  objectAfterPassing: true,
  mayResend: 'staff',
  resendReminderHours: null,
  validity: { days: 45, countedFrom: 'step', atLeastDays: 3, content: 'kept', mayReopen: true },
  reminderDays: [7, 15, 30],
  ownerConfirmation: { required: true, windowDays: 45 },
  counterpartyConfirmation: { windowDays: 7, reminderDays: 3 },
  skipInitialReview: [],
  smsPersons: {},
  sms: { windowHours: 24, graceHours: 2, warningHours: [6, 20] },
  cancellationEndsWithoutSms: false,
  authenticity: { requiredToSubmit: false, linkMinutes: 10 },
  watch: { reviewDays: 2, handOverDays: 3, submissionDays: 1, bureauDays: 20, bureauDaysOf: { zhejiang: 30 } },
  openOrders: 'one_per_subject',
  oneOpenOrderPerAccount: false,
  subjectsPerAccount: null,
  oneAccountPerSubject: true,
  accountNameMustMatch: false,
  subjectReplacementProvinces: [],
  changesInAccessOrderProvinces: [],
  dnsDuringAccessOrder: 'warned',
  fourEyes: false,
  automaticHandOver: false,
  undoWindowMs: 0
}

const alibaba: OrderPolicy = {
  ...huawei,
  preset: 'alibaba',
  withdrawalNeedsReason: true,
  abandonCancellations: false,
  abandoningFreesCode: false,
  mayResend: 'applicant',
  validity: { days: 45, countedFrom: 'creation', atLeastDays: 3, content: 'deleted', mayReopen: false },
  /** The day of the third is not readable in the stored text: the day before (inferred). */
  reminderDays: [30, 40, 44],
  ownerConfirmation: { required: false, windowDays: 45 },
  watch: { ...huawei.watch, reviewDays: 1, handOverDays: 1 }
}

const tencent: OrderPolicy = {
  ...huawei,
  preset: 'tencent',
  withdrawDuringReview: false,
  withdrawAfterPassing: false,
  withdrawAfterFailedSubmission: false,
  withdrawRejected: true,
  abandonAfterPassing: true,
  abandonAfterFailedSubmission: true,
  softReturn: false,
  onlyFindings: true,
  mayResend: 'applicant',
  resendReminderHours: 24,
  ownerConfirmation: { required: false, windowDays: 45 },
  skipInitialReview: ['cancel_subject', 'cancel_service', 'cancel_access'],
  accountNameMustMatch: true,
  watch: { ...huawei.watch, reviewDays: 1 }
}

const wechat: OrderPolicy = {
  ...huawei,
  preset: 'wechat',
  serviceKinds: ['mini_program'],
  withdrawAfterPassing: false,
  withdrawAfterFailedSubmission: false,
  abandonCancellations: false,
  softReturn: false,
  /** Silent: the default of lifecycle 2.5. */
  mayResend: 'applicant',
  ownerConfirmation: { required: false, windowDays: 45 },
  cancellationEndsWithoutSms: true
}

export const POLICY_PRESETS = { huawei, alibaba, tencent, wechat } as const
