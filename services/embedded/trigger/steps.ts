import { effectiveFlags } from '../../../machines/order/effective-flags.ts'
import type { OrderView } from '../../orders/order-view.ts'
import type { NewOrder } from '../people/company.ts'
import { passReview } from '../seed/pass-review.ts'
import type { Scene } from './scene.ts'

/** Each goes all the way to where its name says, through the public API and the bureau's control, and tells it. */

export async function place (scene: Scene, order: NewOrder = scene.order): Promise<OrderView> {
  const placed = await scene.applicant.place(order)
  const name = order.content.subject?.name ?? scene.order.content.subject!.name!
  scene.tell(`zhang of account ${scene.account} places ${placed.number} (${placed.orderType}) for ${name}, ${scene.domain}`)
  return placed
}

export async function submit (scene: Scene, order: NewOrder = scene.order): Promise<OrderView> {
  const { id } = await place(scene, order)
  scene.tell('zhang submits it')
  return await scene.applicant.submit(id)
}

export async function pass (scene: Scene, order: NewOrder = scene.order): Promise<OrderView> {
  const submitted = await submit(scene, order)
  scene.tell('lin reviews and passes it')
  await passReview(submitted, scene.people)
  return submitted
}

export async function sendToBureau (scene: Scene, order: NewOrder = scene.order): Promise<OrderView> {
  const { policy, people } = scene
  const passed = await pass(scene, order)
  scene.tell('wang hands it over to the bureau')
  if (!policy.automaticHandOver || policy.undoWindowMs > 0) await people.wang.sendToBureau(passed.id)
  return passed
}

export async function verifyBySms (scene: Scene): Promise<OrderView> {
  const { people: { bureau }, applicant, domain } = scene
  for (const scenario of ['sms-timeout', 'silent']) await bureau.arrange(domain, scenario, 1) // at no pace but ours
  const sent = await sendToBureau(scene)
  if (!asksForSms(scene)) return await scene.until(sent, 'bureau_review')
  await scene.until(sent, 'sms_verification')
  scene.tell('the principals enter the codes that the bureau has sent them')
  await scene.asSoonAsPossible(async () => await bureau.enterSmsCodes(domain))
  scene.tell('zhang confirms that they have')
  return await applicant.confirm(sent.id)
}

export async function haveBureauDecide (scene: Scene, isApproved: boolean): Promise<OrderView> {
  const order = await verifyBySms(scene)
  scene.tell(`the bureau ${isApproved ? 'approves it' : 'rejects it'}`)
  await scene.asSoonAsPossible(async () => await scene.people.bureau.decide(scene.domain, isApproved))
  return await scene.until(order, isApproved ? 'completed' : 'bureau_rejected')
}

/** What has been filed is handed on to another account, which is asked. */
export async function transfer (scene: Scene): Promise<{ order: OrderView, taker: Scene['applicant'] }> {
  await haveBureauDecide(scene, true)
  const { content, externalReference, ...filing } = scene.order
  const counterpartyAccountId = `${scene.account}-next`
  const order = await submit(scene, { ...filing, content: {}, operation: 'transfer', counterpartyAccountId })
  return { order, taker: await scene.people.applicant('qian', counterpartyAccountId) }
}

/** Its owner is asked once more. About what was filed before this service began: only its number is known. */
export async function askOwner (scene: Scene): Promise<OrderView> {
  const { content, ...filing } = scene.order
  const subjectNumber = `粤ICP备20${String(Math.floor(Math.random() * 1_000_000)).padStart(6, '0')}号`
  const order = await pass(scene, { ...filing, content: {}, operation: 'cancel_subject', filing: { subjectNumber } })
  return await scene.until(order, 'owner_confirmation')
}

function asksForSms ({ policy }: Scene): boolean {
  return effectiveFlags({ orderType: 'first_filing', policy }).smsPersons.length > 0
}
