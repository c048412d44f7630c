import type { Story } from '../story.ts'

const DOMAIN_OF_ANOTHER = {
  field: 'service.domains[0].holderName',
  code: 'DOMAIN_HOLDER_MISMATCH',
  message: { zh: '域名注册人与备案主体不一致。', en: 'The holder of the domain is not the subject of this filing.' },
  suggestion: { zh: '请先将域名过户到主体名下。', en: 'Have the domain transferred to the subject first.' }
}

/** The applicant cannot mend it in time and gives the order up, which frees domain and certificate for another. */
export const abandoned: Story = {
  title: { zh: '放弃备案', en: 'Abandoned' },
  ends: { state: 'abandoned', filed: false },
  async act ({ applicant, lin, order, hours, follow }) {
    const { id } = follow(await applicant.place(order))
    await hours(0.25)
    await applicant.submit(id)
    await hours(2)
    await lin.requestCorrection(id, [DOMAIN_OF_ANOTHER])
    await hours(30)
    await applicant.abandon(id, '域名过户需要较长时间，先放弃本次备案')
  }
}
