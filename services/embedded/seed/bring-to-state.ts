import { effectiveFlags } from '../../../machines/order/effective-flags.ts'
import type { OrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import type { OrderSummary } from '../../orders/find-orders.ts'
import type { OrderView } from '../../orders/order-view.ts'
import type { Applicant } from '../people/applicant.ts'
import type { People } from '../people/meet-people.ts'
import { untilState } from '../people/until-state.ts'
import { ADDRESS_UNCLEAR, BUREAU_OPINION, NAME_TOO_WIDE } from './objections.ts'
import { passReview } from './pass-review.ts'
import type { SeedOrder } from './seed-orders.ts'

/** Drives a new order through the public API, and the bureau through its control, to where the seed wants it. */
export async function bringToState (seeded: SeedOrder, people: People, policy: OrderPolicy): Promise<void> {
  const { kind, account, order } = seeded
  const { bureau } = people
  const { domain = '' } = order.service // only websites go to the bureau
  const applicant = await people.applicant('zhang', account)
  if (kind === 'counterparty_confirmation' && !await isFiled(seeded, people, policy)) return
  const placed = await applicant.place(order)
  switch (kind) {
    case 'draft':
    case 'incomplete_draft':
      return
    case 'abandoned':
      await applicant.abandon(placed.id, '网站暂缓上线')
      return
    case 'sms_verification':
      await bureau.arrange(domain, 'sms-timeout', 1)
      break
    case 'bureau_review':
      await bureau.arrange(domain, 'slow:6', 1)
      break
    case 'sms_returned':
      await bureau.arrange(domain, 'sms-fail', 1)
      break
    case 'bureau_rejected':
    case 'moving_refused':
      await bureau.arrange(domain, `refuse:${BUREAU_OPINION}`, 1)
  }
  await review(placed, kind, applicant, people, policy)
}

/** What is to be handed on is filed first, in the same account. Broken off on its way there, it stays where it was. */
async function isFiled ({ account, order }: SeedOrder, people: People, policy: OrderPolicy): Promise<boolean> {
  const { operation, counterpartyAccountId, externalReference, ...filing } = order
  const { data: [before] } = await people.admin<{ data: OrderSummary[] }>(`/v1/orders?q=${order.service.domain}`)
  if (before) return before.state === 'completed'
  await bringToState({ kind: 'completed', account, order: filing }, people, policy)
  return true
}

async function review (
  { id }: OrderView, kind: SeedOrder['kind'], applicant: Applicant, people: People, policy: OrderPolicy
): Promise<void> {
  const { lin, wang } = people
  const submitted = await applicant.submit(id)
  switch (kind) {
    case 'initial_review':
    case 'counterparty_confirmation':
      return
    case 'initial_rejected':
      await lin.reject(id, [NAME_TOO_WIDE])
      return
    case 'correction_requested':
      await lin.requestCorrection(id, [ADDRESS_UNCLEAR])
      return
    case 'resubmitted_review':
      await applicant.edit(await lin.requestCorrection(id, [ADDRESS_UNCLEAR]), { subject: { mailingAddress: '科技园示例路66号示例大厦9楼902室' } })
      await applicant.submit(id)
      return
  }
  await passReview(submitted, people)
  if (kind === 'bureau_queue' || kind === 'owner_confirmation') return
  if (!policy.automaticHandOver || policy.undoWindowMs > 0) await wang.sendToBureau(id)
  if (kind === 'moving' || kind === 'moving_refused' || kind === 'bureau_submitting') return
  const read = async () => await applicant.read(id)
  if (kind === 'bureau_review' && effectiveFlags({ orderType: 'first_filing', policy }).smsPersons.length > 0) {
    await untilState(read, 'sms_verification')
    await applicant.confirm(id)
  } else if (kind !== 'expired' && kind !== 'invalid') {
    await untilState(read, kind as OrderView['state'])
  }
}
