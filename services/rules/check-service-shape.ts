import { checkCodes } from './check-codes.ts'
import { checkDate } from './check-dates.ts'
import { checkPrincipalShape } from './check-principal-shape.ts'
import { mayFileSubdomains, TYPE_CHECK_MISMATCH } from './check-type-check.ts'
import { contentTypes, languages, preApprovalTypes } from './code-lists.ts'
import { checkDomainForm, checkHomePageUrl, checkWebsiteDomain, isSameDomain } from './domain-form.ts'
import { at, fault, given, type FieldFault, type ValueFault } from './field-fault.ts'
import { checkIpv4 } from './ipv4.ts'
import { checkCertificateNumber } from './number-formats.ts'
import type { OrderContent, TypeCheck } from './order-content.ts'

type Service = NonNullable<OrderContent['service']>
type Domain = NonNullable<Service['domains']>[number]
type App = NonNullable<Service['app']>

/** What can never be right about what is filed. */
export function checkServiceShape (service: Service, typeCheck: TypeCheck, now: Date): FieldFault[] {
  const { kind } = typeCheck.service
  const serviceNumber = typeCheck.filing?.serviceNumber
  return [
    ...at('service.kind', (service.kind ?? kind) === kind ? null : TYPE_CHECK_MISMATCH),
    ...at('service.existingFilingNumber', given(service.existingFilingNumber, (number) =>
      number === (serviceNumber ?? number) ? null : TYPE_CHECK_MISMATCH)),
    ...checkCodes('service.contentTypes', service.contentTypes, contentTypes.map((type) => type.bureauId)),
    ...checkCodes('service.languages', service.languages, languages.map((language) => language.bureauId)),
    ...checkCodes('service.preApprovalTypes', service.preApprovalTypes, preApprovalTypes.map((type) => type.bureauId)),
    ...at('service.homePageUrl', given(service.homePageUrl, checkHomePageUrl)),
    ...checkDomains(service.domains ?? [], typeCheck, now),
    ...checkApp(service.app ?? {}, typeCheck),
    ...checkPrincipalShape('service.principal', service.principal ?? {}, now)
  ]
}

function checkDomains (domains: readonly Domain[], typeCheck: TypeCheck, now: Date): FieldFault[] {
  const faults = domains.flatMap((domain, index) => checkDomain(`service.domains[${index}]`, domain, typeCheck, now))
  const names = domains.flatMap(({ name }) => name ?? [])
  const { domain } = typeCheck.service
  if (domain === undefined || names.length === 0 || names.some((name) => isSameDomain(name, domain))) return faults
  const isToldAlready = faults.some(({ field }) => field === 'service.domains[0].name')
  return isToldAlready ? faults : [...faults, ...at('service.domains[0].name', TYPE_CHECK_MISMATCH)]
}

function checkDomain (path: string, domain: Domain, { subjectType, service }: TypeCheck, now: Date): FieldFault[] {
  const { name, holderCertificateType, holderCertificateNumber, expiresOn, realNameVerifiedOn } = domain
  const checkName = service.kind === 'website'
    ? (text: string) => checkWebsiteDomain(text, mayFileSubdomains(subjectType))
    : checkDomainForm
  return [
    ...at(`${path}.name`, given(name, checkName)),
    ...(holderCertificateType === undefined
      ? []
      : checkHolder(path, holderCertificateType, holderCertificateNumber, now)),
    ...at(`${path}.expiresOn`, given(expiresOn, checkDate)),
    ...at(`${path}.realNameVerifiedOn`, given(realNameVerifiedOn, checkDate))
  ]
}

function checkHolder (path: string, type: number, number: string | undefined, now: Date): FieldFault[] {
  const fault = checkCertificateNumber(type, number ?? '', now)
  if (fault?.code === 'CERTIFICATE_TYPE_UNKNOWN') return at(`${path}.holderCertificateType`, fault)
  return at(`${path}.holderCertificateNumber`, number === undefined ? null : fault)
}

function checkApp (app: App, { service }: TypeCheck): FieldFault[] {
  return [
    ...at('service.app.name', given(app.name, (name) => name === (service.appName ?? name) ? null : TYPE_CHECK_MISMATCH)),
    ...at('service.app.androidFingerprint', given(app.androidFingerprint, hexOf(16))),
    ...at('service.app.iosFingerprint', given(app.iosFingerprint, hexOf(20))),
    ...(app.backendDomains ?? []).flatMap((name, index) => at(`service.app.backendDomains[${index}]`, checkDomainForm(name))),
    ...(app.backendIps ?? []).flatMap((ip, index) => at(`service.app.backendIps[${index}]`, checkIpv4(ip)))
  ]
}

/** Rule N-APP-002: MD5 has 16 bytes, SHA-1 has 20. */
function hexOf (bytes: number): (fingerprint: string) => ValueFault | null {
  const pattern = new RegExp(`^([0-9A-Fa-f]{2}:?){${bytes - 1}}[0-9A-Fa-f]{2}$`)
  return (fingerprint) => pattern.test(fingerprint) ? null : FINGERPRINT_INVALID
}

const FINGERPRINT_INVALID = fault('FINGERPRINT_INVALID', '证书指纹有误：安卓为MD5（16字节），iOS为SHA-1（20字节），十六进制，可用冒号分隔。请重新导出。',
  'This is not a certificate fingerprint: MD5 (16 bytes) for Android, SHA-1 (20 bytes) for iOS, in hex. Export it again.')
