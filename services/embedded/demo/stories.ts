import { abandoned } from './stories/abandoned.ts'
import { approved } from './stories/approved.ts'
import { rejectedAndCorrected } from './stories/rejected-and-corrected.ts'
import { smsTimedOutAndResent } from './stories/sms-timed-out-and-resent.ts'
import { withdrawnAndResubmitted } from './stories/withdrawn-and-resubmitted.ts'
import type { Story } from './story.ts'

/** In the order in which they are told. */
export const STORIES: Story[] = [approved, withdrawnAndResubmitted, rejectedAndCorrected, smsTimedOutAndResent, abandoned]
