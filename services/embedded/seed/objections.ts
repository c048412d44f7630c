import type { Objection } from '../people/reviewer.ts'

export const NAME_TOO_WIDE: Objection = {
  field: 'service.name',
  code: 'SITE_NAME_INVALID',
  message: { zh: '网站名称过于宽泛，与单位性质不符。', en: 'The name is too broad for this organisation.' },
  suggestion: { zh: '请改用体现单位业务的名称。', en: 'Choose a name that shows what the organisation does.' }
}

export const ADDRESS_UNCLEAR: Objection = {
  field: 'subject.mailingAddress',
  code: 'ADDRESS_INCOMPLETE',
  message: { zh: '通信地址不完整，缺少门牌号。', en: 'The mailing address is incomplete: the room is missing.' },
  suggestion: { zh: '请补充到具体门牌号。', en: 'Give it down to the room.' }
}

export const BUREAU_OPINION = '网站备注与实际内容不一致，请如实填写后重新提交。'
