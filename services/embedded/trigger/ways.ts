import type { OrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import type { EventType } from '../../orders/events/event-catalogue.ts'
import { ADDRESS_UNCLEAR, NAME_TOO_WIDE } from '../seed/objections.ts'
import type { SeedKind } from '../seed/seed-orders.ts'
import { letTimePass } from './let-time-pass.ts'
import type { Scene } from './scene.ts'
import { askOwner, haveBureauDecide, pass, place, sendToBureau, submit, transfer, verifyBySms } from './steps.ts'

/** How an event is made to happen, or why it cannot be. */
export type Way = {
  how: string
  /** The seed says in words where a policy does not let an order come there. */
  asSeeded?: SeedKind
  /** What else a policy may have against it. */
  whyNot?: (policy: OrderPolicy) => string | null
  movesClockByDays?: (policy: OrderPolicy) => number
  /** Answers the id of the order whose event it is. */
  act: (scene: Scene) => Promise<string>
} | { cannot: string }

const idOf = ({ id }: { id: string }): string => id
const filed = { asSeeded: 'completed', act: async (scene: Scene) => idOf(await haveBureauDecide(scene, true)) } as const

const untilExpired = ({ validity: { days } }: OrderPolicy): number => Math.ceil(days) + 1

/** A row for every event of the catalogue. */
export const WAYS: Record<EventType, Way> = {
  'order.created': { how: 'an order is placed', act: async (scene) => idOf(await place(scene)) },
  'order.submitted': { how: 'it is submitted', asSeeded: 'initial_review', act: async (scene) => idOf(await submit(scene)) },
  'order.withdrawn': {
    how: 'it is submitted and taken back',
    asSeeded: 'initial_review',
    whyNot: ({ withdrawDuringReview, withdrawAfterPassing }) =>
      withdrawDuringReview || withdrawAfterPassing ? null : 'this policy lets nobody take an order back that was submitted',
    async act (scene) {
      const { id } = await (scene.policy.withdrawDuringReview ? submit : pass)(scene)
      scene.tell('zhang takes it back')
      return idOf(await scene.applicant.withdraw(id, '通信地址填写有误，需要修改'))
    }
  },
  'order.abandoned': {
    how: 'it is placed and given up',
    async act (scene) {
      const { id } = await place(scene)
      scene.tell('zhang gives it up')
      return idOf(await scene.applicant.abandon(id, '网站暂缓上线'))
    }
  },
  'order.correction_requested': {
    how: 'its reviewer asks for a correction',
    asSeeded: 'correction_requested',
    async act (scene) {
      const { id } = await submit(scene)
      scene.tell('lin asks for a correction')
      return idOf(await scene.people.lin.requestCorrection(id, [ADDRESS_UNCLEAR]))
    }
  },
  'order.initial_rejected': {
    how: 'its reviewer rejects it',
    asSeeded: 'initial_rejected',
    async act (scene) {
      const { id } = await submit(scene)
      scene.tell('lin rejects it')
      return idOf(await scene.people.lin.reject(id, [NAME_TOO_WIDE]))
    }
  },
  'order.initial_passed': { how: 'its reviewer passes it', asSeeded: 'initial_review', act: async (scene) => idOf(await pass(scene)) },
  'order.confirmed': {
    how: 'a subject is to be cancelled, and its owner says yes once more',
    asSeeded: 'owner_confirmation',
    async act (scene) {
      const { id } = await askOwner(scene)
      scene.tell('zhang says yes once more')
      return idOf(await scene.applicant.confirm(id))
    }
  },
  'order.declined': {
    how: 'a filing is handed on to another account, which declines',
    asSeeded: 'counterparty_confirmation',
    async act (scene) {
      const { order, taker } = await transfer(scene)
      scene.tell('qian of the other account declines')
      return idOf(await taker.decline(order.id))
    }
  },
  'order.submitted_to_bureau': { how: 'it is handed over to the bureau', asSeeded: 'initial_review', act: async (scene) => idOf(await sendToBureau(scene)) },
  'order.submission_failed': {
    how: 'its site needs a pre-approval, whose documents cannot be handed in yet',
    asSeeded: 'bureau_submission_failed',
    async act (scene) {
      const { content, ...order } = scene.order
      const service = { ...content.service, preApprovalTypes: [1], preApprovals: [{ number: '新闻许可0001号' }] }
      return idOf(await scene.until(await sendToBureau(scene, { ...order, content: { ...content, service } }), 'bureau_submission_failed'))
    }
  },
  'order.sms_required': {
    how: 'the bureau takes it; nobody enters the codes',
    asSeeded: 'sms_verification',
    async act (scene) {
      await scene.people.bureau.arrange(scene.domain, 'sms-timeout', 1)
      return idOf(await scene.until(await sendToBureau(scene), 'sms_verification'))
    }
  },
  'order.bureau_review_started': {
    how: 'the SMS codes are entered; the bureau does not decide', asSeeded: 'bureau_review', act: async (scene) => idOf(await verifyBySms(scene))
  },
  'order.bureau_approved': { how: 'the bureau approves it, before it is completed', ...filed },
  'order.sms_returned': {
    how: 'wrong SMS codes are entered; how soon is up to the pace of the bureau',
    asSeeded: 'sms_returned',
    async act (scene) {
      await scene.people.bureau.arrange(scene.domain, 'sms-fail', 1)
      const sent = await sendToBureau(scene)
      scene.tell('the principals enter wrong codes, five times')
      return idOf(await scene.until(sent, 'sms_returned'))
    }
  },
  'order.bureau_rejected': {
    how: 'the bureau rejects it', asSeeded: 'bureau_rejected', act: async (scene) => idOf(await haveBureauDecide(scene, false))
  },
  'order.completed': { how: 'the bureau approves it and gives it its number', ...filed },
  'order.expired': {
    how: 'it lies as a draft for as long as an order may, which moves the test clock',
    movesClockByDays: untilExpired,
    async act (scene) {
      const { id } = await place(scene)
      await letTimePass(scene, untilExpired(scene.policy))
      return id
    }
  },
  'order.invalid': {
    cannot: 'as long as an order is open nobody else can file what it is about here, and nobody tells yet of what is filed elsewhere. ' +
      'The examples of `make up` have one: GET /v1/events?type=order.invalid'
  },
  'filing.registered': { how: 'what the bureau has approved is filed', ...filed },
  'filing.changed': {
    how: 'a filing is handed on to another account, which agrees',
    asSeeded: 'counterparty_confirmation',
    async act (scene) {
      const { order, taker } = await transfer(scene)
      scene.tell('qian of the other account agrees')
      return idOf(await taker.confirm(order.id))
    }
  },
  'filing.cancelled': {
    cannot: 'Beian writes no document about cancellations for the bureau yet, so that these orders come back as bureau_submission_failed'
  },
  'filing.notice': { cannot: 'Beian does not read yet what a bureau says of a filing after its order' }
}
