import type { OrderContent, TypeCheck } from './order-content.ts'
import {
  ACCESS_FIELDS, APP_FIELDS, DOMAIN_FIELDS, IP_RANGE_FIELDS, LEGAL_PERSON_FIELDS, PLATFORM_FIELDS, PRINCIPAL_FIELDS,
  SERVICE_FIELDS, SERVICE_PRINCIPAL_FIELDS, SUBJECT_FIELDS, type RequiredField
} from './required-fields.ts'
import { reject, type RuleFinding } from './rule-finding.ts'

type Service = NonNullable<OrderContent['service']>

/** The content type 其他, which says nothing by itself (rule N-SVC-002). */
const CONTENT_TYPE_OTHER = 24

/** The fields without which a first filing cannot be submitted. What the type check brings is not asked for again. */
export function findMissing ({ subject = {}, service = {}, access = {} }: OrderContent, typeCheck: TypeCheck): RuleFinding[] {
  return [
    ...missing('subject', subject, SUBJECT_FIELDS),
    ...missingCity(subject.region),
    ...missing('subject.principal', subject.principal, PRINCIPAL_FIELDS),
    // Whether the principal is the legal representative nobody tells us; half an answer is one that was begun.
    ...(subject.legalPerson === undefined ? [] : missing('subject.legalPerson', subject.legalPerson, LEGAL_PERSON_FIELDS)),
    ...missing('service', service, SERVICE_FIELDS),
    ...missingPreApprovals(service),
    ...missingRemark(service, typeCheck),
    ...missingDomains(service, typeCheck),
    ...missingApp(service, typeCheck),
    ...missing('service.principal', service.principal, SERVICE_PRINCIPAL_FIELDS),
    ...missing('access', access, ACCESS_FIELDS),
    ...missingAddresses(access.ipRanges ?? [])
  ]
}

function missing (path: string, part: object | undefined, fields: readonly RequiredField[]): RuleFinding[] {
  return fields.flatMap((field) => isGiven(memberAt(part, field[0])) ? [] : [ask(path, field)])
}

/** A region that ends in four zeros names a province and nothing below it. */
function missingCity (region: string | undefined): RuleFinding[] {
  return region?.endsWith('0000') === true ? [ask('subject', ['region', '市/区县', 'city and district'])] : []
}

/** That none applies must be said, by an empty list; each type that applies has its number. */
function missingPreApprovals ({ preApprovalTypes, preApprovals = [] }: Service): RuleFinding[] {
  if (preApprovalTypes === undefined) return [ask('service', ['preApprovalTypes', '前置审批（无则选“以上都不涉及”）', 'the approvals it needs, or an empty list'])]
  return preApprovalTypes.flatMap((_, index) =>
    missing(`service.preApprovals[${index}]`, preApprovals[index], [['number', '前置审批号', 'the number of the approval']]))
}

function missingRemark ({ contentTypes = [], remark }: Service, typeCheck: TypeCheck): RuleFinding[] {
  const isNeeded = contentTypes.includes(CONTENT_TYPE_OTHER) || typeCheck.service.kind === 'mini_program'
  return isNeeded ? missing('service', { remark }, [['remark', '服务备注', 'the remark that describes the content']]) : []
}

/** An app may use domains, a website has one; the first of a website is there from the type check on. */
function missingDomains ({ domains = [], homePageUrl }: Service, typeCheck: TypeCheck): RuleFinding[] {
  const isWebsite = typeCheck.service.kind === 'website'
  const asked = isWebsite && domains.length === 0 ? [{ name: typeCheck.service.domain }] : domains
  return [
    ...asked.flatMap((domain, index) => missing(`service.domains[${index}]`, domain, DOMAIN_FIELDS)),
    ...(isWebsite ? missing('service', { homePageUrl }, [['homePageUrl', '网站首页URL', 'the home page']]) : [])
  ]
}

function missingApp ({ app = {} }: Service, { service }: TypeCheck): RuleFinding[] {
  if (service.kind !== 'app') return []
  const platformFields = new Set((app.platforms ?? []).flatMap((platform) => PLATFORM_FIELDS[platform] ?? []))
  return missing('service.app', { name: service.appName, ...app }, [...APP_FIELDS, ...platformFields])
}

function missingAddresses (ipRanges: readonly object[]): RuleFinding[] {
  if (ipRanges.length === 0) return [ask('access', ['ipRanges', 'IP地址', 'the addresses'])]
  return ipRanges.flatMap((range, index) => missing(`access.ipRanges[${index}]`, range, IP_RANGE_FIELDS))
}

function ask (path: string, [name, zh, en]: RequiredField): RuleFinding {
  return reject(`${path}.${name}`, {
    code: 'FIELD_MISSING',
    message: { zh: `缺少${zh}。`, en: `Missing: ${en}.` },
    suggestion: { zh: `请填写${zh}后再提交。`, en: `Fill in ${en} before you submit.` }
  })
}

function isGiven (value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  return Array.isArray(value) ? value.length > 0 : value !== undefined
}

function memberAt (part: object | undefined, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], part)
}
