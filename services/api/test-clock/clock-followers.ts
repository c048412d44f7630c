import type { Text } from '../../../machines/order/order-events.ts'

export type ClockFollower = { name: string, follows: boolean, note: Text }

/** What moves with the test clock, and what stays in real time: nobody should find out by waiting. See docs/adr/0010. */
export const CLOCK_FOLLOWERS: ClockFollower[] = [
  { name: 'deadlines', follows: true, note: { zh: '订单的提醒、失效、短信核验、确认与催办时限', en: 'reminders, expiry, SMS, confirmation and watch dates of orders' } },
  { name: 'review_tasks', follows: true, note: { zh: '审核任务的处理时限与领取时限', en: 'due dates of review tasks, and leases' } },
  { name: 'effects', follows: true, note: { zh: '可撤回期间暂缓执行的事项', en: 'what waits while a decision may be taken back' } },
  { name: 'messages', follows: true, note: { zh: '邮件和短信的发送、重试与免打扰时段', en: 'mail and SMS: when they leave, are tried again, and wait for morning' } },
  { name: 'bureau_channels', follows: true, note: { zh: '管局通道的轮询与暂停', en: 'polling, and how long a channel is parked' } },
  { name: 'bureau_simulator', follows: true, note: { zh: '管局模拟器的短信与审核', en: 'SMS and reviews of the bureau simulator' } },
  { name: 'events', follows: true, note: { zh: '事件的发布与保存期', en: 'when events are told, and how long they are kept' } },
  { name: 'webhooks', follows: true, note: { zh: '回调的重试、告警与停用', en: 'tries of webhooks, warnings about their endpoints, and when those are turned off' } },
  { name: 'idempotency_keys', follows: true, note: { zh: '幂等记录的保存期', en: 'how long answers are kept for a repeated key' } },
  { name: 'rules', follows: true, note: { zh: '证件、域名有效期等按当日计算的规则', en: 'rules that depend on the day, such as the validity of a certificate' } },
  { name: 'access_tokens', follows: false, note: { zh: '访问令牌按真实时间失效', en: 'access tokens expire in real time' } },
  { name: 'rate_limits', follows: false, note: { zh: '限流按真实时间计算', en: 'requests are counted in real time' } },
  { name: 'webhook_timestamps', follows: false, note: { zh: '回调签名的时间戳为真实时间，接收方据此校验', en: 'the time stamp of a signature is real: receivers compare it with their own clock' } },
  { name: 'job_retries', follows: false, note: { zh: '队列任务的重试与连接超时按真实时间计算', en: 'jobs are tried again, and connections time out, in real time' } }
]
