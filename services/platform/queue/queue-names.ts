/** Every queue, for those who only look at them: what each is for stands with the part of the worker that works it. */
export const QUEUE_NAMES = ['effects', 'bureau', 'messages', 'webhooks'] as const
