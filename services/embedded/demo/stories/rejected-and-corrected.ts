import { BUREAU_DECIDES_AFTER_HOURS, passAndSend, verifyBySms } from '../steps.ts'
import type { Story } from '../story.ts'

const NAME_TOO_WIDE = {
  field: 'service.name',
  code: 'SITE_NAME_INVALID',
  message: { zh: '网站名称过于宽泛，与单位性质不符。', en: 'The name is too broad for this organisation.' },
  suggestion: { zh: '请改用体现单位业务的名称。', en: 'Choose a name that shows what the organisation does.' }
}
const OPINION = '网站备注与实际内容不一致，请如实填写后重新提交。'

/** First lin objects, then the bureau does; each time it is put right and goes through the review again. */
export const rejectedAndCorrected: Story = {
  title: { zh: '驳回后修改再提交', en: 'Rejected and corrected' },
  ends: { state: 'completed', filed: true },
  async act (stage) {
    const { applicant, lin, bureau, domain, order, hours, until, follow } = stage
    await bureau.arrange(domain, `refuse:${OPINION}`, 1)
    const rightName = order.content.service!.name!
    const placed = follow(await applicant.place({
      ...order, content: { ...order.content, service: { ...order.content.service, name: '全国商业信息大全' } }
    }))
    const { id } = placed
    await hours(0.25)
    await applicant.submit(id)
    await hours(2)
    const rejected = await lin.reject(id, [NAME_TOO_WIDE])
    await hours(3)
    await applicant.edit(rejected, { service: { name: rightName } })
    await applicant.submit(id)
    await passAndSend(stage, id)
    await verifyBySms(stage, id)
    await hours(BUREAU_DECIDES_AFTER_HOURS)
    const refused = await until(id, 'bureau_rejected')
    await applicant.edit(refused, { service: { remark: '仅展示本公司产品图片与门店地址，不含交易功能' } })
    await applicant.submit(id, '已按管局意见修改网站备注')
    await passAndSend(stage, id)
    await verifyBySms(stage, id)
    await hours(BUREAU_DECIDES_AFTER_HOURS)
    await until(id, 'completed')
  }
}
