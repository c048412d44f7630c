import { reasonsToRefuse } from '../../machines/order/decide.ts'
import type { RefusalReason } from '../../machines/order/order-errors.ts'
import type { Actor, Finding, OpenFinding, OrderRequest, RequestType, Role } from '../../machines/order/order-events.ts'
import { labelOf, ORDER_STATES, type OrderState, type Turn } from '../../machines/order/order-states.ts'
import { ORDER_TYPES, type OrderType, type SmsPerson } from '../../machines/order/order-types.ts'
import { maskContent, maskMobile } from '../rules/personal-data.ts'
import type { OrderContent } from '../rules/order-content.ts'
import { lockedFields } from '../rules/with-type-check.ts'
import { codesOf } from './order-change.ts'
import { holdsLease } from './review-lease.ts'
import type { Deadline, StoredOrder } from './stored-order.ts'

export type OrderAction = { action: Exclude<RequestType, 'save'> | 'edit', allowed: boolean, reasons?: RefusalReason[] }

/** An order as the API answers it. */
export type OrderView = {
  id: string
  number: string
  accountId: string
  externalReference: string | null
  orderType: OrderType
  state: OrderState
  label: { zh: string, en: string }
  turn: Turn
  round: number
  version: number
  province: string
  content: OrderContent
  lockedFields: string[]
  findings: Finding[]
  materials: []
  actions: OrderAction[]
  deadlines: Deadline[]
  bureau: {
    attempt: number
    sms: Array<{ person: SmsPerson, mobile: string | null, verified: boolean }>
    smsAssumed: boolean
    approved: boolean
    subjectNumber: string | null
    serviceNumbers: string[]
  }
  createdAt: string
  updatedAt: string
}

/** Which requests each role may make at all; the others are hidden from it, and answered 403. */
export const REQUESTS_OF_ROLE: Record<Role, readonly RequestType[]> = {
  applicant: ['save', 'submit', 'withdraw', 'abandon', 'confirm', 'decline', 'resend'],
  integrator: ['save', 'submit', 'withdraw', 'abandon', 'confirm', 'decline', 'resend'],
  reviewer: ['pass', 'reject', 'request_correction', 'undo', 'resend'],
  bureau_operator: ['reject', 'request_correction', 'send_to_bureau', 'resend'],
  admin: ['pass', 'reject', 'request_correction', 'undo', 'send_to_bureau', 'resend'],
  system: ['send_to_bureau']
}

/** Roles that see personal data in clear: the applicant their own, a reviewer what they compare with the materials. */
const SEES_CLEAR: readonly Role[] = ['applicant', 'reviewer', 'admin']

export function seesClear (role: Role): boolean {
  return SEES_CLEAR.includes(role)
}

export function viewOrder (order: StoredOrder, by: Actor, now: Date): OrderView {
  const { context, state, typeCheck } = order
  return {
    id: order.id,
    number: order.number,
    accountId: order.accountId,
    externalReference: order.externalReference,
    orderType: order.orderType,
    state,
    label: labelOf(state, context),
    turn: ORDER_STATES[state].turn,
    round: context.round,
    version: order.version,
    province: order.province,
    content: seesClear(by.role) ? order.content : maskContent(order.content, typeCheck),
    lockedFields: lockedFields(typeCheck),
    findings: order.findings,
    materials: [],
    actions: actionsFor(order, by, now),
    deadlines: order.deadlines.filter(({ name }) => SHOWN_DEADLINES.includes(name)),
    bureau: viewBureau(order),
    createdAt: order.createdAt,
    updatedAt: order.updatedAt
  }
}

/** Reminders are ours; these are deadlines for people. */
const SHOWN_DEADLINES = ['expiry', 'sms_window']

function viewBureau ({ context, content, orderType }: StoredOrder): OrderView['bureau'] {
  const mobiles = {
    subject_principal: content.subject?.principal?.mobile,
    service_principal: content.service?.principal?.mobile
  }
  const persons = context.attempt > 0 ? ORDER_TYPES[orderType].smsPersons : []
  return {
    attempt: context.attempt,
    sms: persons.map((person) => ({
      person,
      mobile: mobiles[person] ? maskMobile(mobiles[person]) : null,
      verified: context.smsVerified.includes(person)
    })),
    smsAssumed: context.smsAssumed,
    approved: context.approved,
    subjectNumber: context.filing?.subjectNumber ?? null,
    serviceNumbers: context.filing?.serviceNumbers ?? []
  }
}

/** What the caller may do now: the very reasons with which a request would be refused. */
function actionsFor (order: StoredOrder, by: Actor, now: Date): OrderAction[] {
  const at = now.toISOString()
  return REQUESTS_OF_ROLE[by.role].flatMap((type): OrderAction[] => {
    const action = type === 'save' ? 'edit' : type
    const reasons = reasonsNow(order, type, by, at)
    if (reasons.some(({ code }) => code === 'not_in_this_state')) return []
    return [reasons.length === 0 ? { action, allowed: true } : { action, allowed: false, reasons }]
  })
}

function reasonsNow (order: StoredOrder, type: RequestType, by: Actor, at: string): RefusalReason[] {
  const reasons = reasonsToRefuse(order, probe(order, type, by, at))
  const needsLease = order.state === 'initial_review' && ['pass', 'reject', 'request_correction'].includes(type)
  const holds = order.task?.leaseToken && holdsLease(order.task, by.id, order.task.leaseToken, at)
  return needsLease && !holds && reasons.length === 0 ? [{ code: 'lease_required' }] : reasons
}

/** The request as it would come: with the findings of this version, and with what its sender would have to bring. */
function probe ({ findings, context }: StoredOrder, type: RequestType, by: Actor, at: string): OrderRequest {
  const rules = codesOf(findings).filter(({ stage }) => stage === 'rules')
  if (type === 'save') return { type, at, by, contentHash: context.contentHash, changed: [], findings: rules }
  if (type === 'reject' || type === 'request_correction') return { type, at, by, findings: [AN_OBJECTION] }
  if (type === 'submit' || type === 'resend' || type === 'send_to_bureau') return { type, at, by, findings: rules }
  return { type, at, by }
}

const AN_OBJECTION: OpenFinding = { field: null, code: 'TO_BE_NAMED', severity: 'reject', stage: 'initial_review' }
