import type { OrderContext } from './order-context.ts'
import type { MachineEvent } from './order-events.ts'

const MINUTE_MS = 60 * 1000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

type Given = { context: OrderContext, event: MachineEvent }

/** Working days are named here and counted by whoever commits, who knows the holidays. To a viewer they are plain days. */
const WORKING_DAYS = ['review_watch', 'hand_over_watch', 'submission_watch', 'bureau_watch']

/** How many working days a delay stands for; null where it is a span of time. */
export function workingDaysOf (name: string, delayMs: number): number | null {
  return WORKING_DAYS.includes(name) ? delayMs / DAY_MS : null
}

/** Every deadline of an order, in milliseconds from entering its state. Infinity is off and gets no row. Source: lifecycle 2.4. */
export const orderDelays = {
  REMINDER_1: (given: Given) => reminderMs(given, 0),
  REMINDER_2: (given: Given) => reminderMs(given, 1),
  REMINDER_3: (given: Given) => reminderMs(given, 2),
  EXPIRY: expiryMs,
  AUTHENTICITY_LINK: ({ context }: Given) => context.policy.authenticity.linkMinutes * MINUTE_MS,
  OWNER_WINDOW: ({ context }: Given) => context.policy.ownerConfirmation.windowDays * DAY_MS,
  COUNTERPARTY_REMINDER: ({ context }: Given) => daysMs(context.policy.counterpartyConfirmation.reminderDays),
  COUNTERPARTY_WINDOW: ({ context }: Given) => context.policy.counterpartyConfirmation.windowDays * DAY_MS,
  REVIEW_WATCH: ({ context }: Given) => context.policy.watch.reviewDays * DAY_MS,
  /** Not before the reviewer's time to undo is over. */
  HAND_OVER: ({ context }: Given) => context.policy.automaticHandOver ? context.policy.undoWindowMs : Infinity,
  HAND_OVER_WATCH: ({ context }: Given) => context.policy.watch.handOverDays * DAY_MS,
  SUBMISSION_WATCH: ({ context }: Given) => context.policy.watch.submissionDays * DAY_MS,
  SMS_WARNING_1: ({ context }: Given) => hoursMs(context.policy.sms.warningHours[0]),
  SMS_WARNING_2: ({ context }: Given) => hoursMs(context.policy.sms.warningHours[1]),
  SMS_WINDOW: ({ context }: Given) => hoursMs(context.policy.sms.windowHours + context.policy.sms.graceHours),
  RESEND_DUE: ({ context }: Given) => hoursMs(context.policy.resendReminderHours),
  BUREAU_WATCH: ({ context: { policy, province } }: Given) => (policy.watch.bureauDaysOf[province] ?? policy.watch.bureauDays) * DAY_MS
}

/** Where creation counts, a reminder whose day has passed is left out. */
function reminderMs ({ context, event }: Given, nth: number): number {
  const days = context.policy.reminderDays[nth]
  if (context.policy.validity.countedFrom === 'step' || days === undefined) return daysMs(days)
  const left = leftOfDays(context, event, days)
  return left > 0 ? left : Infinity
}

function expiryMs ({ context, event }: Given): number {
  const { days, countedFrom, atLeastDays } = context.policy.validity
  if (countedFrom === 'step') return days * DAY_MS
  return Math.max(leftOfDays(context, event, days), atLeastDays * DAY_MS)
}

/** From creation, and only for an order that has never been at the bureau. */
function leftOfDays ({ createdAt, attempt }: OrderContext, event: MachineEvent, days: number): number {
  if (attempt > 0) return Infinity
  const now = 'at' in event ? event.at : createdAt // at birth XState has no event of ours
  return Date.parse(createdAt) + days * DAY_MS - Date.parse(now)
}

function daysMs (days: number | null | undefined): number {
  return days === undefined || days === null ? Infinity : days * DAY_MS
}

function hoursMs (hours: number | null | undefined): number {
  return hours === undefined || hours === null ? Infinity : hours * HOUR_MS
}
