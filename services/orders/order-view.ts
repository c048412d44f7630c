import { effectiveFlags } from '../../machines/order/effective-flags.ts'
import type { Actor, Finding, Role } from '../../machines/order/order-events.ts'
import { labelOf, ORDER_STATES, type OrderState, type Turn } from '../../machines/order/order-states.ts'
import type { OrderType, SmsPerson } from '../../machines/order/order-types.ts'
import { maskContent, maskMobile } from '../rules/personal-data.ts'
import type { OrderContent } from '../rules/order-content.ts'
import { actionsFor, type OrderAction } from './actions-for.ts'
import { lockedFieldsNow } from './refuse-locked-fields.ts'
import type { Deadline, StoredOrder } from './stored-order.ts'

/** An order as the API answers it. */
export type OrderView = {
  id: string
  number: string
  accountId: string
  counterpartyAccountId: string | null
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
    counterpartyAccountId: order.counterpartyAccountId,
    externalReference: by.role === 'counterparty' ? null : order.externalReference,
    orderType: order.orderType,
    state,
    label: labelOf(state, context),
    turn: ORDER_STATES[state].turn,
    round: context.round,
    version: order.version,
    province: order.province,
    content: seesClear(by.role) ? order.content : maskContent(order.content, typeCheck),
    lockedFields: lockedFieldsNow(order),
    findings: by.role === 'counterparty' ? order.findings.filter(({ stage }) => stage === 'rules') : order.findings,
    materials: [],
    actions: actionsFor(order, by, now),
    deadlines: order.deadlines.filter(({ name }) => SHOWN_DEADLINES.includes(name)),
    bureau: viewBureau(order),
    createdAt: order.createdAt,
    updatedAt: order.updatedAt
  }
}

/** Reminders are ours; these are deadlines for people. */
const SHOWN_DEADLINES = ['expiry', 'sms_window', 'owner_window', 'counterparty_window', 'authenticity_link']

function viewBureau ({ context, content }: StoredOrder): OrderView['bureau'] {
  const mobiles = {
    subject_principal: content.subject?.principal?.mobile,
    service_principal: content.service?.principal?.mobile
  }
  const persons = context.attempt > 0 ? effectiveFlags(context).smsPersons : []
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
