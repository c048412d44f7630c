import { isSameDomain } from './domain-form.ts'
import type { OrderContent, TypeCheck } from './order-content.ts'

type Domain = NonNullable<NonNullable<OrderContent['service']>['domains']>[number]

/**
 * The content with the values of the type check at their field paths. The domain of the type check comes first among the
 * domains, so that its path is the same in every order.
 */
export function withTypeCheck (content: OrderContent, typeCheck: TypeCheck): OrderContent {
  const { subject = {}, service = {} } = content
  const { subjectType, certificateType, certificateNumber, filing = {} } = typeCheck
  const { kind, domain, appName } = typeCheck.service
  return {
    ...content,
    subject: {
      ...subject,
      type: subjectType,
      certificate: { ...subject.certificate, typeCode: certificateType, number: certificateNumber },
      ...(filing.subjectNumber === undefined ? {} : { existingFilingNumber: filing.subjectNumber })
    },
    service: {
      ...service,
      kind,
      ...(domain === undefined ? {} : { domains: withDomainFirst(service.domains ?? [], domain) }),
      ...(appName === undefined ? {} : { app: { ...service.app, name: appName } }),
      ...(filing.serviceNumber === undefined ? {} : { existingFilingNumber: filing.serviceNumber })
    }
  }
}

/**
 * The fields that nobody may change after the type check: a wrong one means to abandon the order (lifecycle 2.6). The region
 * stays open, but only within the province.
 */
export function lockedFields ({ service }: TypeCheck): string[] {
  return [
    'province',
    'subject.type',
    'subject.certificate.typeCode',
    'subject.certificate.number',
    'service.kind',
    service.kind === 'website' ? 'service.domains[0].name' : 'service.app.name',
    // Also where there is none: the type went by that.
    'subject.existingFilingNumber',
    'service.existingFilingNumber'
  ]
}

/** A first domain without a name was waiting for it. */
function withDomainFirst (domains: readonly Domain[], name: string): Domain[] {
  const same = domains.findIndex((domain) => domain.name !== undefined && isSameDomain(domain.name, name))
  const place = same === -1 && domains[0]?.name === undefined ? 0 : same
  const others = domains.filter((_, index) => index !== place)
  return [{ ...domains[place], name }, ...others]
}
