import type { OrderType } from '../../../machines/order/order-types.ts'
import type { FiledSubject } from './filed-subject.ts'
import { isService, moveService, withService } from './fold-service.ts'
import type { FilingOrder } from './read-filings.ts'

/** By certificate. */
type Register = Map<string, FiledSubject>

/** What orders have left filed, taken in the order of their success: a service may leave one subject for another. */
export function foldFilings (orders: FilingOrder[]): FiledSubject[] {
  const register: Register = new Map()
  for (const order of orders) apply(register, order)
  return [...register.values()]
}

type Step = (subject: FiledSubject, order: FilingOrder) => FiledSubject | null

const STEPS: Record<Exclude<OrderType, 'migrate_service'>, Step> = {
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
  cancel_access: (subject, { typeCheck }) => ({
    ...subject, services: subject.services.map((service) => isService(typeCheck, service) ? { ...service, hasAccess: false } : service)
  }),
  claim: (subject, order) => withService(inAccount(subject, order), order, { saysNothing: true }),
  transfer: handOn
}

/** What ends something, or hands it on, tells nothing of a subject that was never filed or changed through us. */
const NEEDS_A_FILING: readonly OrderType[] = ['cancel_subject', 'cancel_service', 'cancel_access', 'transfer']

function apply (register: Register, order: FilingOrder): void {
  const { orderType, certificate } = order
  if (orderType === 'migrate_service') return migrate(register, order)
  const before = register.get(certificate)
  if (!before && NEEDS_A_FILING.includes(orderType)) return
  const after = STEPS[orderType](before ?? begin(order), order)
  if (after) register.set(certificate, after)
  else register.delete(certificate)
}

/** What is changed through us without having been filed through us is known from then on. */
function begin ({ certificate, typeCheck: { subjectType, province } }: FilingOrder): FiledSubject {
  return { certificate, subjectType, province, accountIds: [], number: null, contents: {}, services: [], isShell: false }
}

function inAccount (subject: FiledSubject, { accountId, numbers, typeCheck }: FilingOrder): FiledSubject {
  const number = numbers?.subjectNumber ?? typeCheck.filing?.subjectNumber ?? subject.number
  return { ...subject, number, accountIds: [...new Set([...subject.accountIds, accountId])] }
}

function withSubject (subject: FiledSubject, order: FilingOrder): FiledSubject {
  const { accountId, content, typeCheck: { subjectType } } = order
  return { ...inAccount(subject, order), subjectType, contents: { ...subject.contents, [accountId]: content.subject } }
}

/** An account hands on what it has, and nobody else's: what another account has of the subject stays there. */
function handOn (subject: FiledSubject, { id, accountId: from, counterpartyAccountId: to }: FilingOrder): FiledSubject {
  if (to === null || !subject.accountIds.includes(from)) return subject
  const { [from]: content, ...contents } = subject.contents
  return {
    ...subject,
    accountIds: [...new Set(subject.accountIds.map((accountId) => accountId === from ? to : accountId))],
    contents: { ...contents, [to]: content ?? contents[to] },
    services: subject.services.map((service) => service.accountId === from ? { ...service, accountId: to, orderId: id } : service)
  }
}

/** A service leaves a subject for that of the other account: from then on orders of that subject tell what becomes of it. */
function migrate (register: Register, order: FilingOrder): void {
  const source = register.get(order.certificate)
  const service = source?.services.find((one) => isService(order.typeCheck, one) && one.accountId === order.accountId)
  if (!source || !service || order.counterpartyAccountId === null) return
  const target = findTarget(register, order, order.counterpartyAccountId)
  register.set(source.certificate, markShell({ ...source, services: source.services.filter((one) => one !== service) }))
  register.set(target.certificate, moveService(target, service, order))
}

/** The bureau says under whose number it is now. One whose orders we have not is kept by that number: the service is somebody's. */
function findTarget (register: Register, order: FilingOrder, accountId: string): FiledSubject {
  const number = order.numbers?.subjectNumber ?? null
  const others = [...register.values()].filter(({ certificate }) => certificate !== order.certificate)
  const known = others.find((subject) => number !== null && subject.number === number) ??
    others.find(({ accountIds }) => accountIds.includes(accountId))
  return known ?? { ...begin({ ...order, certificate: `of ${number ?? accountId}` }), number, accountIds: [accountId] }
}

function markShell (subject: FiledSubject): FiledSubject {
  return { ...subject, isShell: subject.services.length === 0 }
}
