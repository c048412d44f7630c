import { BUREAU_DECIDES_AFTER_HOURS, passAndSend, verifyBySms } from '../steps.ts'
import type { Story } from '../story.ts'

export const approved: Story = {
  title: { zh: '一次通过', en: 'Approved at the first attempt' },
  ends: { state: 'completed', filed: true },
  async act (stage) {
    const { applicant, order, hours, until, follow } = stage
    const { id } = follow(await applicant.place(order))
    await hours(0.25)
    await applicant.submit(id)
    await passAndSend(stage, id)
    await verifyBySms(stage, id)
    await hours(BUREAU_DECIDES_AFTER_HOURS)
    await until(id, 'completed')
  }
}
