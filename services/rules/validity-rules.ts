import { daysBetween, todayInChina } from './calendar-date.ts'
import { reject, type RuledOrder, type RuleFinding } from './rule-finding.ts'

/** Rules N-PERS-012 and N-DOM-008: 90 days is what providers make of three months. Source hw-kb, ali-2019. */
const MIN_VALID_DAYS = 90

/** Rules on days that must not be past or near: N-SUBJ-012, N-PERS-011, N-PERS-012, N-DOM-007, N-DOM-008. */
export function validityRules ({ content: { subject = {}, service = {} }, now }: RuledOrder): RuleFinding[] {
  const daysLeft = (date: string | undefined) =>
    date === undefined || date === 'long_term' ? Infinity : daysBetween(todayInChina(now), date)
  const person = (path: string, date: string | undefined) =>
    daysLeft(date) < MIN_VALID_DAYS ? [reject(`${path}.idValidUntil`, DOCUMENT_ENDS)] : []
  return [
    ...(daysLeft(subject.certificate?.validUntil) < 1 ? [reject('subject.certificate.validUntil', CERTIFICATE_EXPIRED)] : []),
    ...person('subject.principal', subject.principal?.idValidUntil),
    ...person('service.principal', service.principal?.idValidUntil),
    ...(service.domains ?? []).flatMap(({ expiresOn }, index) => {
      const days = daysLeft(expiresOn)
      if (days >= MIN_VALID_DAYS) return []
      return [reject(`service.domains[${index}].expiresOn`, days < 1 ? DOMAIN_EXPIRED : DOMAIN_TOO_SHORT)]
    })
  ]
}

const CERTIFICATE_EXPIRED = {
  code: 'N-SUBJ-012',
  message: { zh: '主体证件已过期。', en: 'The certificate of the subject has expired.' },
  suggestion: { zh: '请换发证件，上传新证件并填写新的有效期。', en: 'Renew the certificate, upload the new one and give its validity.' }
}
const DOCUMENT_ENDS = {
  code: 'CERT_EXPIRING',
  message: { zh: '负责人证件已过期或有效期不足三个月。', en: 'The document of the principal has expired or is valid for less than three months.' },
  suggestion: { zh: '请换发证件，上传新证件并填写新的有效期。', en: 'Renew the document, upload the new one and give its validity.' }
}
const DOMAIN_EXPIRED = {
  code: 'DOMAIN_EXPIRED',
  message: { zh: '域名已过期。', en: 'The domain has expired.' },
  suggestion: { zh: '请在域名注册商处续费，并填写新的到期时间。', en: 'Renew it at its registrar and give the new day.' }
}
const DOMAIN_TOO_SHORT = {
  code: 'DOMAIN_TOO_SHORT',
  message: { zh: '域名有效期不足三个月。', en: 'The domain is valid for less than three months.' },
  suggestion: { zh: '请在域名注册商处续费，并填写新的到期时间。', en: 'Renew it at its registrar and give the new day.' }
}
