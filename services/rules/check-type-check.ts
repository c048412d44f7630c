import { checkCharacters } from './check-characters.ts'
import { checkFilingNumbers } from './check-filing-numbers.ts'
import { findCertificateType, findProvince, findServiceKind, findSubjectType } from './code-lists.ts'
import { checkWebsiteDomain } from './domain-form.ts'
import { at, fault, type FieldFault } from './field-fault.ts'
import { CERTIFICATE_TYPE_UNKNOWN, checkCertificateNumber } from './number-formats.ts'
import type { TypeCheck } from './order-content.ts'

/** What can never be right in the data of a type check. Their paths are those of the request. */
export function checkTypeCheck (typeCheck: TypeCheck, now: Date): FieldFault[] {
  return [
    ...checkCharacters(typeCheck),
    ...at('province', findProvince(typeCheck.province) === undefined ? PROVINCE_UNKNOWN : null),
    ...at('subjectType', findSubjectType(typeCheck.subjectType) === undefined ? SUBJECT_TYPE_UNKNOWN : null),
    ...checkCertificate(typeCheck, now),
    ...checkService(typeCheck),
    ...checkFilingNumbers(typeCheck)
  ]
}

/** For the same fact in the content. */
export const TYPE_CHECK_MISMATCH = fault('TYPE_CHECK_MISMATCH', '与验证备案类型时填写的信息不一致。请改为一致；如验证信息有误，请放弃后重新验证。',
  'This differs from the data of the type check. Make both the same; if the type check was wrong, abandon and start anew.')

/** Government bodies may file names below their registrable domain (rule N-DOM-009). */
export function mayFileSubdomains (subjectType: string): boolean {
  return subjectType === 'government'
}

function checkCertificate (typeCheck: TypeCheck, now: Date): FieldFault[] {
  const { subjectType, certificateType, certificateNumber } = typeCheck
  if (findCertificateType(certificateType) === undefined) return at('certificateType', CERTIFICATE_TYPE_UNKNOWN)
  const subject = findSubjectType(subjectType)
  const fits = subject === undefined || subject.certificateTypes.includes(certificateType)
  return [
    ...at('certificateType', fits ? null : CERTIFICATE_TYPE_NOT_ALLOWED),
    ...at('certificateNumber', checkCertificateNumber(certificateType, certificateNumber, now))
  ]
}

function checkService ({ subjectType, service }: TypeCheck): FieldFault[] {
  if (findServiceKind(service.kind) === undefined) return at('service.kind', SERVICE_KIND_UNKNOWN)
  if (service.kind !== 'website') {
    return [
      ...at('service.domain', service.domain === undefined ? null : DOMAIN_NOT_EXPECTED),
      ...at('service.appName', service.appName === undefined || service.appName.trim() === '' ? APP_NAME_REQUIRED : null)
    ]
  }
  return [
    ...at('service.appName', service.appName === undefined ? null : APP_NAME_NOT_EXPECTED),
    ...at('service.domain', service.domain === undefined
      ? DOMAIN_REQUIRED
      : checkWebsiteDomain(service.domain, mayFileSubdomains(subjectType)))
  ]
}

const PROVINCE_UNKNOWN = fault('PROVINCE_UNKNOWN', '没有这个省份。请从省份列表中选择。',
  'There is no such province. Choose a code of the list of provinces.')
const SUBJECT_TYPE_UNKNOWN = fault('SUBJECT_TYPE_UNKNOWN', '没有这种单位性质。请从单位性质列表中选择。',
  'There is no such subject type. Choose a code of the list of subject types.')
const CERTIFICATE_TYPE_NOT_ALLOWED = fault('CERTIFICATE_TYPE_NOT_ALLOWED', '该单位性质不能使用这种证件。请选择该单位性质允许的证件类型。',
  'This subject type does not file with this certificate. Choose one of the certificate types of the subject type.')
const SERVICE_KIND_UNKNOWN = fault('SERVICE_KIND_UNKNOWN', '没有这种服务类型。请选择网站、APP、小程序或快应用。',
  'There is no such kind of service. Choose website, app, mini_program or quick_app.')
const DOMAIN_REQUIRED = fault('DOMAIN_REQUIRED', '网站备案须填写域名。请填写要备案的顶级域名。',
  'A website is filed by its domain. Give the domain to be filed.')
const DOMAIN_NOT_EXPECTED = fault('DOMAIN_NOT_EXPECTED', '只有网站在此填写域名。APP使用的域名请填在备案内容中。',
  'Only a website gives a domain here. Domains that an app uses belong into the content.')
const APP_NAME_REQUIRED = fault('APP_NAME_REQUIRED', '请填写APP、小程序或快应用的名称。',
  'An app, a mini program or a quick app is filed by its name. Give the name.')
const APP_NAME_NOT_EXPECTED = fault('APP_NAME_NOT_EXPECTED', '网站备案不填写APP名称。请删除该项，或更改服务类型。',
  'A website has no app name. Leave it out, or change the kind of service.')
