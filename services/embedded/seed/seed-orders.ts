import type { OrderState } from '../../../machines/order/order-states.ts'
import type { OrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import type { NewOrder } from '../people/company.ts'
import { offerOrder } from './offer-order.ts'
import { whyNotSeeded } from './why-not-seeded.ts'

const NEWS_APPROVAL = { preApprovalTypes: [1], preApprovals: [{ number: '新闻许可0001号' }] }

/** What an order of the seed is made to show. `moving` ones are left to the bureau and go on by themselves. */
export type SeedKind = OrderState | 'incomplete_draft' | 'resubmitted_review' | 'moving' | 'moving_refused'

export type SeedOrder = { kind: SeedKind, account: string, order: NewOrder }

/** The account of the ready-made applicant: it has an order in every state but one. */
export const FIRST_ACCOUNT = 'acme'

/** That one: of an order between two accounts neither has another order open. */
const HANDS_ON = 'yinshan'
const TAKES_OVER = 'qiushui'

const KINDS: SeedKind[] = [
  'draft', 'incomplete_draft', 'initial_review', 'resubmitted_review', 'correction_requested', 'initial_rejected', 'owner_confirmation',
  'counterparty_confirmation', 'bureau_queue', 'bureau_submitting', 'bureau_submission_failed', 'sms_verification', 'bureau_review', 'sms_returned', 'bureau_rejected', 'completed',
  'abandoned', 'expired', 'invalid', 'moving', 'moving_refused'
]

/** Of the other accounts, so that reviewers and operators have something to choose from. */
const MORE: SeedKind[] = [
  'initial_review', 'initial_review', 'initial_review', 'initial_review', 'initial_review', 'initial_review', 'resubmitted_review',
  'bureau_queue', 'bureau_queue', 'bureau_queue', 'correction_requested', 'initial_rejected', 'completed', 'completed', 'completed',
  'bureau_review', 'moving', 'moving', 'draft'
]
const MORE_ACCOUNTS = ['blueharbour', 'songguo', 'wandao', 'denglou']

/** Numbered from here on: companies that the demo and the trickle do not use. */
const FIRST_COMPANY = 1

/** All that this policy lets be, and in words what it does not. */
export function seedOrders (policy: OrderPolicy): { orders: SeedOrder[], leftOut: string[] } {
  const isLimited = policy.oneOpenOrderPerAccount || policy.subjectsPerAccount !== null
  const wanted = [
    ...KINDS.map((kind) => ({ kind, account: kind === 'counterparty_confirmation' ? HANDS_ON : FIRST_ACCOUNT })),
    ...MORE.map((kind, index) => ({ kind, account: MORE_ACCOUNTS[index % MORE_ACCOUNTS.length]! }))
  ].map(({ kind, account }, index) => ({
    kind,
    account: isLimited && index > 0 ? `${account}-${index}` : account,
    order: composeOrder(kind, FIRST_COMPANY + index, policy)
  }))
  const whyNot = Map.groupBy(new Set(wanted.map(({ kind }) => kind)), (kind) => whyNotSeeded(kind, policy))
  const leftOut = [...whyNot].flatMap(([why, kinds]) => why === null ? [] : [`no ${kinds.join(', ')}: ${why}`])
  return { orders: wanted.filter(({ kind }) => whyNotSeeded(kind, policy) === null), leftOut }
}

/** Own number of the order in the applicant's books; by it a seed that was broken off knows what is done. */
function composeOrder (kind: SeedKind, company: number, policy: OrderPolicy): NewOrder {
  const order = { ...offerOrder(company, policy), externalReference: `seed-${company}` }
  const { content } = order
  switch (kind) {
    case 'incomplete_draft':
      return { ...order, content: { subject: { name: content.subject!.name! }, service: { name: content.service!.name! } } }
    case 'owner_confirmation':
      return { ...aboutFiling(order, company), operation: 'cancel_subject' }
    case 'counterparty_confirmation':
      return { ...order, operation: 'transfer', counterpartyAccountId: TAKES_OVER }
    case 'bureau_submitting': // the bureau of this province has not opened the account yet
      return moveToHangzhou(order)
    case 'bureau_submission_failed': // an approval whose documents cannot be handed in yet, and with it no upload document
      return { ...order, content: { ...content, service: { ...content.service, ...NEWS_APPROVAL } } }
    default:
      return order
  }
}

/** About what was filed before this service began: only its number is known. */
function aboutFiling (order: NewOrder, company: number): NewOrder {
  return { ...order, content: {}, filing: { subjectNumber: `粤ICP备2000${String(company).padStart(4, '0')}号` } }
}

function moveToHangzhou (order: NewOrder): NewOrder {
  const { subject, service } = order.content
  const name = subject!.name!.replace('深圳市', '杭州市')
  return {
    ...order,
    province: 'zhejiang',
    content: {
      ...order.content,
      subject: { ...subject, name, region: '330106', certificate: { ...subject!.certificate, address: '浙江省杭州市西湖区示例路9号' } },
      service: { ...service, ...service!.domains && { domains: service!.domains.map((domain) => ({ ...domain, holderName: name })) } }
    }
  }
}
