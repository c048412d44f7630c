import type { Scenario } from './scenario.ts'

/** `#sms-timeout`: nobody enters the code; the request comes back 24 h after the SMS. */
export const smsTimeout: Scenario = { name: 'sms-timeout', smsEnds: 'time_out_sms' }
