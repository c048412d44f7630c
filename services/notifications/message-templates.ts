import type { Audience, NotificationTemplate } from '../../machines/order/order-effects.ts'

/** What is told of an order that has ended, of a webhook endpoint, and of messages themselves. */
export type OtherTemplate = 'service_claimed_away' | EndpointTemplate | 'address_bounced' | 'message_failed'
export type EndpointTemplate = 'webhook_failing' | 'webhook_failing_still' | 'webhook_disabled' | 'webhook_unverified'

/** All that is ever told. */
export type MessageTemplate = NotificationTemplate | OtherTemplate

/** Who is told; `admins`: whoever keeps this installation alive. */
export type NotificationAudience = Audience | 'admins'

export const CHANNELS = ['in_site', 'mail', 'sms'] as const
export type Channel = (typeof CHANNELS)[number]
/** What leaves the service. */
export type OutsideChannel = Exclude<Channel, 'in_site'>

export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
