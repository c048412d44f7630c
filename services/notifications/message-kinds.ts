/** What an account chooses by: each message is of one kind (notification-plan.ts). */
export const MESSAGE_KINDS = ['progress', 'decisions', 'verification', 'confirmations', 'reminders', 'ownership', 'integration'] as const

export type MessageKind = (typeof MESSAGE_KINDS)[number]

/**
 * Kinds that stay in-site whatever the account chooses: what the provider has to tell (rejections, what the bureau asks for by SMS),
 * and what an account loses by not looking.
 */
export const ALWAYS_IN_SITE: readonly MessageKind[] = ['decisions', 'verification', 'confirmations', 'reminders', 'ownership']
