import type { Finding, Text } from '../../../machines/order/order-events.ts'
import { resultCode, type ResultGroup } from './result-codes.ts'

/** The bureau's wording is kept as it came; with the field in question it may name the wrong data. */
export function findingOf (code: number | null, text: string | null): Finding {
  const { meaning, group, field } = resultCode(code)
  return {
    field,
    code: `BUREAU_${code ?? 'UNKNOWN'}`,
    severity: 'reject',
    stage: 'bureau',
    message: { zh: text ?? meaning.zh, en: text === null ? meaning.en : `${meaning.en}: ${text}` },
    suggestion: SUGGESTIONS[group]
  }
}

/** Who should do what next depends on the group, not on the code. */
const SUGGESTIONS: Record<ResultGroup, Text | null> = {
  approved: null,
  refused: { zh: '请按管局意见修改后重新提交', en: 'Correct what the bureau objects to and submit again' },
  applicant: { zh: '请修改对应信息后重新提交', en: 'Correct this field and submit again' },
  conflict: {
    zh: '该信息与已有备案冲突，请核实；可能需要选择其他备案类型',
    en: 'This conflicts with an existing filing; another order type may be needed'
  },
  timing: { zh: '相关业务正在办理中，请待其完成后重新提交', en: 'Another request is still in work; submit again once it is done' },
  provider: { zh: '由接入服务商处理，无需修改备案信息', en: 'The access provider has to act; nothing in the order is wrong' },
  blacklisted: { zh: '请联系接入服务商核实黑名单情况', en: 'Contact the access provider about the black list' }
}
