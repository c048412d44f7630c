import type { OrderType } from '../../../machines/order/order-types.ts'
import { canonicalDomain } from '../../rules/domain-form.ts'
import type { OrderContent, TypeCheck } from '../../rules/order-content.ts'
import type { FilingOrder } from './read-filings.ts'

export type FiledService = {
  kind: TypeCheck['service']['kind']
  /** In one spelling; a website is known by any of them. */
  domains: string[]
  appName: string | undefined
  accountId: string
  /** Hosted through this provider. */
  hasAccess: boolean
  /** The account whose subject has it now. */
  movedTo: string | null
  number: string | null
  content: OrderContent['service']
  at: string
}

export type FiledSubject = {
  certificate: string
  subjectType: string
  accountIds: string[]
  number: string | null
  content: OrderContent['subject']
  services: FiledService[]
  /** Its last service that we know of is gone. */
  isShell: boolean
}

/** What the orders of one certificate have left filed; null when nothing. */
export function foldFiling (orders: FilingOrder[]): FiledSubject | null {
  return orders.reduce<FiledSubject | null>((subject, order) => STEPS[order.orderType](subject ?? begin(order), order), null)
}

export function isService ({ service }: TypeCheck, { kind, domains, appName }: FiledService): boolean {
  if (service.kind !== kind) return false
  return service.domain === undefined ? service.appName === appName : domains.includes(oneSpelling(service.domain))
}

type Step = (subject: FiledSubject, order: FilingOrder) => FiledSubject | null

const STEPS: Record<OrderType, Step> = {
  first_filing: (subject, order) => withService(withSubject(subject, order), order),
  add_service: (subject, order) => withService(inAccount(subject, order), order),
  add_service_external: (subject, order) => withService(withSubject(subject, order), order),
  add_access: (subject, order) => withService(inAccount(subject, order), order, { saysNothing: true }),
  change_subject: withSubject,
  change_service: (subject, order) => withService(inAccount(subject, order), order),
  change_filing: (subject, order) => withService(withSubject(subject, order), order),
  change_access: (subject, order) => withService(inAccount(subject, order), order, { saysNothing: true }),
  cancel_subject: () => null,
  cancel_service: (subject, { typeCheck }) =>
    markShell({ ...subject, services: subject.services.filter((service) => !isService(typeCheck, service)) }),
  cancel_access: (subject, { typeCheck }) => changeService(subject, typeCheck, { hasAccess: false }),
  claim: (subject, order) => ownedBy(order.accountId, withService(subject, order, { saysNothing: true })),
  transfer: (subject, { counterpartyAccountId }) => counterpartyAccountId === null ? subject : ownedBy(counterpartyAccountId, subject),
  migrate_service: (subject, { typeCheck, counterpartyAccountId, at }) =>
    markShell(changeService(subject, typeCheck, { movedTo: counterpartyAccountId, at }))
}

/** What is changed through us without having been filed through us is known from then on. */
function begin ({ certificate, typeCheck }: FilingOrder): FiledSubject {
  return { certificate, subjectType: typeCheck.subjectType, accountIds: [], number: null, content: undefined, services: [], isShell: false }
}

function inAccount (subject: FiledSubject, { accountId, numbers, typeCheck }: FilingOrder): FiledSubject {
  const number = numbers?.subjectNumber ?? typeCheck.filing?.subjectNumber ?? subject.number
  return { ...subject, number, accountIds: [...new Set([...subject.accountIds, accountId])] }
}

function withSubject (subject: FiledSubject, order: FilingOrder): FiledSubject {
  return { ...inAccount(subject, order), subjectType: order.typeCheck.subjectType, content: order.content.subject }
}

/** `saysNothing`: an access or a claim tells no more of the service than which it is. */
function withService (subject: FiledSubject, order: FilingOrder, { saysNothing = false } = {}): FiledSubject {
  const { typeCheck, accountId, numbers, at } = order
  const before = subject.services.find((service) => isService(typeCheck, service))
  const content = saysNothing ? before?.content : order.content.service
  const [number, ...others] = numbers?.serviceNumbers ?? []
  const service: FiledService = {
    kind: typeCheck.service.kind,
    domains: content?.domains?.flatMap(({ name }) => name === undefined ? [] : oneSpelling(name)) ?? namedIn(typeCheck),
    appName: typeCheck.service.appName,
    accountId,
    hasAccess: true,
    movedTo: null,
    number: others.length === 0 && number !== undefined ? number : typeCheck.filing?.serviceNumber ?? before?.number ?? null,
    content,
    at
  }
  return { ...subject, services: [...subject.services.filter((other) => other !== before), service], isShell: false }
}

function changeService (subject: FiledSubject, typeCheck: TypeCheck, change: Partial<FiledService>): FiledSubject {
  return { ...subject, services: subject.services.map((service) => isService(typeCheck, service) ? { ...service, ...change } : service) }
}

function markShell (subject: FiledSubject): FiledSubject {
  return { ...subject, isShell: subject.services.every(({ movedTo }) => movedTo !== null) }
}

function ownedBy (accountId: string, subject: FiledSubject): FiledSubject {
  return { ...subject, accountIds: [accountId], services: subject.services.map((service) => ({ ...service, accountId })) }
}

function namedIn ({ service }: TypeCheck): string[] {
  return service.domain === undefined ? [] : [oneSpelling(service.domain)]
}

function oneSpelling (domain: string): string {
  return canonicalDomain(domain) ?? domain.toLowerCase()
}
