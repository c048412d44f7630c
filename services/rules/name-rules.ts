import { isSameDomain } from './domain-form.ts'
import { reject, type RuledOrder, type RuleFinding } from './rule-finding.ts'

/** Rule N-NAME-005, sources hw-kb, ali-2019, hw-pages. */
const SENSITIVE_WORDS = ['反腐', '赌博', '廉政', '色情', '纪检', '监察', '信访', '维权', '投诉']
/** Rule N-NAME-008, partly from a third-party page. */
const ORGANIZATION_WORDS = ['公司', '企业', '集团', '组织', '厂', '学校', '基地', '俱乐部', '协会']
/** Rule N-NAME-003; which symbols exactly is inferred. */
const SYMBOLS = /[`~!@#$%^&*=+\\|;:'",<>/?！￥…；：“”‘’，。、？]/

const ORDERS_THAT_NAME = ['first_filing', 'add_service', 'add_service_external', 'change_service', 'change_filing']

/** Rules on the name of a service: N-NAME-001 to 003, 005, 006 and 008. One finding at most: a new name is one new name. */
export function nameRules (order: RuledOrder): RuleFinding[] {
  const name = order.content.service?.name?.trim() ?? ''
  if (name === '' || !ORDERS_THAT_NAME.includes(order.orderType)) return []
  const objection = objectionTo(name, order)
  return objection === undefined ? [] : [reject('service.name', objection)]
}

function objectionTo (name: string, { content, typeCheck }: RuledOrder) {
  if (SENSITIVE_WORDS.some((word) => name.includes(word))) return SENSITIVE
  if (typeCheck.service.kind !== 'website') return undefined
  const domains = content.service?.domains ?? []
  if (domains.some((domain) => domain.name !== undefined && isSameDomain(name, domain.name))) return NAMED_AFTER_DOMAIN
  if (SYMBOLS.test(name)) return HAS_SYMBOLS
  if ((name.match(/\p{Script=Han}/gu) ?? []).length < 3) return TOO_FEW_CHARACTERS
  const isIndividual = typeCheck.subjectType === 'individual'
  return isIndividual && ORGANIZATION_WORDS.some((word) => name.includes(word)) ? LIKE_AN_ORGANIZATION : undefined
}

const SENSITIVE = invalid('服务名称含有敏感词。', '请改用不含敏感词的名称。',
  'The name contains a sensitive word.', 'Choose a name without it.')
const NAMED_AFTER_DOMAIN = invalid('网站名称不能是域名。', '请改用说明网站内容的中文名称。',
  'A website may not be named after its domain.', 'Choose a Chinese name that says what it is about.')
const HAS_SYMBOLS = invalid('网站名称不能含有特殊符号。', '请删除名称中的标点和符号。',
  'The name of a website has no special symbols.', 'Leave punctuation and symbols out.')
const TOO_FEW_CHARACTERS = invalid('网站名称须有三个以上汉字，不能只用数字或字母。', '请改用至少三个汉字的名称。',
  'The name of a website has three or more Chinese characters.', 'Choose a name with at least three Chinese characters.')
const LIKE_AN_ORGANIZATION = invalid('个人网站名称不能含有单位性质的词语。', '请改用体现个人内容的名称。',
  'The website of an individual may not be named like an organisation.', 'Choose a name that shows personal content.')

function invalid (zh: string, remedyZh: string, en: string, remedyEn: string) {
  return { code: 'SITE_NAME_INVALID', message: { zh, en }, suggestion: { zh: remedyZh, en: remedyEn } }
}
