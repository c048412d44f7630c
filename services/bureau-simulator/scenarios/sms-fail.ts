import type { Scenario } from './scenario.ts'

/** `#sms-fail`: five wrong codes, entered when an ordinary person would have entered the right one. */
export const smsFail: Scenario = { name: 'sms-fail', smsEnds: 'fail_sms' }
