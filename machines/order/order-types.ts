/** The kinds of order, and the flags in which they differ. Source: lifecycle 4.5; DESIGN.md 2.4. */

export type SmsPerson = 'subject_principal' | 'service_principal'

export type OrderTypeFlags = {
  label: { zh: string, en: string }
  initialReview: boolean
  bureau: boolean
  /** Who must verify by SMS; nobody means that the bureau's review begins at once. */
  smsPersons: readonly SmsPerson[]
  withdrawable: boolean
  /** What completing the order is called. */
  completedLabel: { zh: string, en: string }
}

export const ORDER_TYPES = {
  first_filing: {
    label: { zh: '首次备案', en: 'First filing' },
    initialReview: true,
    bureau: true,
    smsPersons: ['subject_principal', 'service_principal'],
    withdrawable: true,
    completedLabel: { zh: '已备案', en: 'Filed' }
  }
} as const satisfies Record<string, OrderTypeFlags>

export type OrderType = keyof typeof ORDER_TYPES
