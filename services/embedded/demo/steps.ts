import type { Stage } from './story.ts'

/** Two hours until lin comes to it, half an hour until wang hands it over, a moment until the bureau has it. */
export async function passAndSend (stage: Stage, orderId: string): Promise<void> {
  const { lin, wang, hours, until } = stage
  await hours(2)
  await lin.pass(orderId)
  await hours(0.5)
  await wang.sendToBureau(orderId)
  await until(orderId, 'sms_verification')
}

/** Both principals enter the codes they got, and the applicant says so. */
export async function verifyBySms (stage: Stage, orderId: string): Promise<void> {
  const { applicant, bureau, domain, hours } = stage
  await hours(0.5)
  await bureau.enterSmsCodes(domain)
  await applicant.confirm(orderId)
}

/** The simulated bureau decides two days after the SMS. */
export const BUREAU_DECIDES_AFTER_HOURS = 50
