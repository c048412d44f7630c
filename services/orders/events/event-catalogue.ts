import type { Text } from '../../../machines/order/order-events.ts'

/** An event as the catalogue has it. `data` names its schema in event-schemas.ts. */
type Entry = { data: 'OrderEventData' | 'FilingEventData' | 'FilingNoticeData', says: Text }

const order = (zh: string, en: string) => ({ data: 'OrderEventData', says: { zh, en } }) as const
const filing = (zh: string, en: string) => ({ data: 'FilingEventData', says: { zh, en } }) as const

/**
 * All that Beian tells the world. The OpenAPI document, docs/events.md and the types are made from it; a name that has been published is
 * never used for something else. Which transition says what: event-of-transition.ts.
 */
export const EVENTS = {
  'order.created': order('订单已创建', 'An order was created; it is a draft'),
  'order.submitted': order('订单已提交，或按初审意见修改后再次提交', 'The applicant submitted the order, for the first time or again'),
  'order.withdrawn': order('申请人已撤销，订单回到待完善状态', 'The applicant withdrew the order; it is a draft again'),
  'order.abandoned': order('订单已放弃', 'The order was abandoned, and cannot come back'),
  'order.correction_requested': order('需要补充修改', 'The order was returned for correction'),
  'order.initial_rejected': order('初审驳回', 'The order was rejected at the initial review'),
  'order.initial_passed': order('初审通过', 'The initial review was passed'),
  'order.confirmed': order('主体或对方账号已确认', 'The owner, or the other account, has confirmed'),
  'order.declined': order('确认被拒绝或超时，订单回到待完善状态', 'The confirmation was declined or not given in time; the order is a draft again'),
  'order.submitted_to_bureau': order('已提交管局', 'The order was handed over to the bureau'),
  'order.submission_failed': order('管局接口拒收', 'The interface of the bureau refused the upload'),
  'order.sms_required': order('等待短信核验', 'The persons named in the order have to verify by SMS'),
  'order.bureau_review_started': order('管局开始审核', 'The bureau reviews the order'),
  'order.bureau_approved': order('管局审核通过，等待备案号', 'The bureau approved the order; the number is awaited'),
  'order.sms_returned': order('短信核验未完成，订单被退回', 'The SMS verification failed, and the order was returned'),
  'order.bureau_rejected': order('管局驳回', 'The bureau rejected the order'),
  'order.completed': order('订单已完成', 'The order has reached its end'),
  'order.expired': order('订单已失效', 'The order expired'),
  'order.invalid': order('订单无效：已有备案', 'The order became void, as what it is about is filed already'),
  'filing.registered': filing('备案已登记：新增主体、服务或接入，或认领', 'Something is filed now: a subject, a service, an access, or a claimed filing'),
  'filing.changed': filing('备案信息已变更', 'What is filed has changed'),
  'filing.cancelled': filing('备案已注销', 'A subject, a service or an access is not filed any more'),
  'filing.notice': { data: 'FilingNoticeData', says: { zh: '管局对已备案主体或服务的通知', en: 'The bureau has something to say about a filing' } }
} as const satisfies Record<string, Entry>

export type EventType = keyof typeof EVENTS
export type OrderEventType = Extract<EventType, `order.${string}`>
export const EVENT_TYPES = Object.keys(EVENTS) as EventType[]

/** What is told of an endpoint itself: never part of a stream, never filtered. */
export const ENDPOINT_MESSAGES = {
  'webhook.verification': { zh: '确认接收方愿意接收事件', en: 'Asks whether the receiver wants events of ours; answer 2xx' },
  'webhook.test': { zh: '测试事件', en: 'A test that somebody asked for' }
} as const satisfies Record<string, Text>

export type EndpointMessageType = keyof typeof ENDPOINT_MESSAGES
