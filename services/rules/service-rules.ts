import { isSamePerson } from './contact-rules.ts'
import { contentTypes } from './code-lists.ts'
import { canonicalDomain, hostOfHomePage } from './domain-form.ts'
import { reject, type RuledOrder, type RuleFinding } from './rule-finding.ts'

/** Rule N-DOM-011: a.b.example.cn has four. */
const MAX_APP_DOMAIN_LABELS = 4

/** Rules between the fields of a service: N-SVC-001, N-SVC-007, N-DOM-010 to N-DOM-012, N-PERS-001. Source hw-kb. */
export function serviceRules (order: RuledOrder): RuleFinding[] {
  const isWebsite = order.typeCheck.service.kind === 'website'
  return [
    ...(isWebsite ? [...homePageIsOnADomain(order), ...oneDomain(order)] : appDomains(order)),
    ...(order.typeCheck.subjectType === 'individual' ? individual(order) : [])
  ]
}

function homePageIsOnADomain ({ content: { service = {} } }: RuledOrder): RuleFinding[] {
  const domains = (service.domains ?? []).flatMap(({ name = '' }) => canonicalDomain(name) ?? [])
  if (service.homePageUrl === undefined || domains.length === 0) return []
  const host = canonicalDomain(hostOfHomePage(service.homePageUrl)) ?? ''
  const isOnOne = domains.some((domain) => host === domain || host.endsWith(`.${domain}`))
  return isOnOne ? [] : [reject('service.homePageUrl', HOME_PAGE_ELSEWHERE)]
}

/** New websites only: older ones may carry more, and a change order may keep them. */
function oneDomain ({ content, orderType }: RuledOrder): RuleFinding[] {
  const isNew = ['first_filing', 'add_service', 'add_service_external'].includes(orderType)
  return isNew && (content.service?.domains?.length ?? 0) > 1 ? [reject('service.domains[1].name', SECOND_DOMAIN)] : []
}

function appDomains ({ content }: RuledOrder): RuleFinding[] {
  return (content.service?.domains ?? []).flatMap(({ name = '' }, index) => {
    const field = `service.domains[${index}].name`
    if (/^www\./i.test(name)) return [reject(field, APP_DOMAIN_WITH_WWW)]
    return name.split('.').length > MAX_APP_DOMAIN_LABELS ? [reject(field, APP_DOMAIN_TOO_DEEP)] : []
  })
}

function individual ({ content: { subject = {}, service = {} }, typeCheck }: RuledOrder): RuleFinding[] {
  const { principal = {} } = subject
  const document = { idTypeCode: typeCheck.certificateType, idNumber: typeCheck.certificateNumber }
  const others = (service.contentTypes ?? []).filter((id) => !isPersonal(id))
  return [
    ...(principal.idNumber === undefined || isSamePerson(principal, document) ? [] : [reject('subject.principal.idNumber', NOT_THE_SUBJECT)]),
    ...(service.principal?.idNumber === undefined || isSamePerson(service.principal, document)
      ? []
      : [reject('service.principal.idNumber', NOT_THE_SUBJECT)]),
    ...(typeCheck.service.kind === 'website' && others.length > 0 ? [reject('service.contentTypes', CONTENT_NOT_PERSONAL)] : [])
  ]
}

function isPersonal (id: number): boolean {
  return contentTypes.some((type) => type.bureauId === id && type.individualAllowed)
}

const HOME_PAGE_ELSEWHERE = {
  code: 'N-SVC-007',
  message: { zh: '网站首页URL不属于所备案的域名。', en: 'The home page is not on a domain of this order.' },
  suggestion: { zh: '请填写所备案域名下的首页URL。', en: 'Give a home page on the domain to be filed.' }
}
const SECOND_DOMAIN = {
  code: 'N-DOM-012',
  message: { zh: '自2019年4月22日起，一个网站只能备案一个域名。', en: 'Since 2019-04-22 a new website carries exactly one domain.' },
  suggestion: { zh: '请只保留一个域名，其他域名另行备案。', en: 'Keep one domain; file the others as websites of their own.' }
}
const APP_DOMAIN_WITH_WWW = {
  code: 'APP_DOMAIN_WWW',
  message: { zh: 'APP域名以“www.”开头，管局系统会自动驳回。', en: 'The domain of the app begins with www; the bureau system rejects it by itself.' },
  suggestion: { zh: '请去掉“www.”。', en: 'Leave out www.' }
}
const APP_DOMAIN_TOO_DEEP = {
  code: 'N-DOM-011',
  message: { zh: 'APP域名超过四级。', en: 'The domain of the app has more than four levels.' },
  suggestion: { zh: '请填写四级以内的域名。', en: 'Give a name of at most four levels.' }
}
const NOT_THE_SUBJECT = {
  code: 'N-PERS-001',
  message: { zh: '个人备案的负责人须为主办者本人。', en: 'For an individual the principals are the subject in person.' },
  suggestion: { zh: '请填写主办者本人的证件类型和号码。', en: 'Give the document of the subject in person.' }
}
const CONTENT_NOT_PERSONAL = {
  code: 'SITE_CONTENT_INVALID',
  message: { zh: '个人网站只能选择“博客/个人空间”或“其他”。', en: 'An individual website is a blog or personal space, or other.' },
  suggestion: { zh: '请改选服务内容；选“其他”时请在备注中说明。', en: 'Choose one of these; describe “other” in the remark.' }
}
