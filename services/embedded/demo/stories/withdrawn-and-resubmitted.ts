import { BUREAU_DECIDES_AFTER_HOURS, passAndSend, verifyBySms } from '../steps.ts'
import type { Story } from '../story.ts'

/** The applicant sees a slip of their own, takes the order back, mends it and submits again. */
export const withdrawnAndResubmitted: Story = {
  title: { zh: '撤销后重新提交', en: 'Withdrawn and resubmitted' },
  ends: { state: 'completed', filed: true },
  async act (stage) {
    const { applicant, order, hours, until, follow } = stage
    const { id } = follow(await applicant.place(order))
    await hours(0.25)
    await applicant.submit(id)
    await hours(1)
    const draft = await applicant.withdraw(id, '通信地址填写有误，需要修改')
    await applicant.edit(draft, { subject: { mailingAddress: '科技园示例路88号示例大厦12楼1203室' } })
    await hours(0.25)
    await applicant.submit(id)
    await passAndSend(stage, id)
    await verifyBySms(stage, id)
    await hours(BUREAU_DECIDES_AFTER_HOURS)
    await until(id, 'completed')
  }
}
