import { BUREAU_DECIDES_AFTER_HOURS, passAndSend, verifyBySms } from '../steps.ts'
import type { Story } from '../story.ts'

/** Nobody enters the code within 24 hours; staff send the unchanged order again. */
export const smsTimedOutAndResent: Story = {
  title: { zh: '短信核验超时后重新上报', en: 'SMS timed out and resent' },
  ends: { state: 'completed', filed: true },
  async act (stage) {
    const { applicant, wang, bureau, domain, order, hours, until, follow } = stage
    await bureau.arrange(domain, 'sms-timeout', 1)
    const { id } = follow(await applicant.place(order))
    await hours(0.25)
    await applicant.submit(id)
    await passAndSend(stage, id)
    await hours(25)
    await until(id, 'sms_returned')
    await hours(1)
    await wang.resend(id, '负责人已确认可以接收短信，内容未变，重新上报')
    await until(id, 'sms_verification')
    await verifyBySms(stage, id)
    await hours(BUREAU_DECIDES_AFTER_HOURS)
    await until(id, 'completed')
  }
}
