import { canonicalDomain } from '../../rules/domain-form.ts'
import type { OrderContent, TypeCheck } from '../../rules/order-content.ts'
import type { FiledService, FiledSubject } from './filed-subject.ts'
import type { FilingOrder } from './read-filings.ts'

export function isService ({ service }: TypeCheck, { kind, domains, appName }: FiledService): boolean {
  if (service.kind !== kind) return false
  return service.domain === undefined ? service.appName === appName : domains.includes(oneSpelling(service.domain))
}

/**
 * The subject with the service of an order, in that order's account. `saysNothing`: an access or a claim tells no more of the service
 * than which it is.
 */
export function withService (subject: FiledSubject, order: FilingOrder, { saysNothing = false } = {}): FiledSubject {
  const { typeCheck, accountId, numbers } = order
  const before = subject.services.find((service) => isService(typeCheck, service))
  const said = before?.accountId === accountId ? before.content : undefined
  const content = saysNothing ? said : order.content.service
  const [number, ...others] = numbers?.serviceNumbers ?? []
  return put(subject, before, {
    kind: typeCheck.service.kind,
    domains: domainsIn(content) ?? before?.domains ?? namedIn(typeCheck),
    appName: typeCheck.service.appName,
    accountId,
    hasAccess: true,
    number: others.length === 0 && number !== undefined ? number : typeCheck.filing?.serviceNumber ?? before?.number ?? null,
    content,
    orderId: order.id,
    at: order.at
  })
}

/** The service of another subject, which comes without what its former account has said of it. */
export function moveService (subject: FiledSubject, service: FiledService, order: FilingOrder): FiledSubject {
  const accountId = order.counterpartyAccountId ?? service.accountId
  const number = order.numbers?.serviceNumbers[0] ?? null
  return put(subject, undefined, { ...service, accountId, number, content: undefined, orderId: order.id, at: order.at })
}

function put (subject: FiledSubject, before: FiledService | undefined, service: FiledService): FiledSubject {
  return { ...subject, services: [...subject.services.filter((other) => other !== before), service], isShell: false }
}

function domainsIn (content: OrderContent['service']): string[] | undefined {
  return content?.domains?.flatMap(({ name }) => name === undefined ? [] : oneSpelling(name))
}

function namedIn ({ service }: TypeCheck): string[] {
  return service.domain === undefined ? [] : [oneSpelling(service.domain)]
}

function oneSpelling (domain: string): string {
  return canonicalDomain(domain) ?? domain.toLowerCase()
}
