/**
 * The kinds of order, and the flags in which they differ: one statechart reads them.
 * Source: lifecycle 4.1, 4.5 and 6.1; DESIGN.md 2.4.
 */

export type SmsPerson = 'subject_principal' | 'service_principal'
export type ServiceKind = 'website' | 'app' | 'mini_program' | 'quick_app'

/** What an order that succeeds does to the register of what is filed. */
export type RegistryChange =
  | 'subject_and_service_added' | 'service_added' | 'access_added'
  | 'subject_changed' | 'service_changed' | 'subject_and_service_changed' | 'access_changed'
  | 'subject_removed' | 'service_removed' | 'access_removed'
  | 'filing_claimed' | 'subject_moved' | 'service_moved'

export type OrderTypeFlags = {
  label: Words
  /** What completing the order is called. */
  completedLabel: Words
  /** The service's principal shows a face before the order is submitted (真实性核验). */
  authenticityCheck: boolean
  /** Unless the policy skips it. */
  initialReview: boolean
  /** The applicant confirms once more before the bureau hears of it, unless the policy skips it. */
  ownerConfirmation: boolean
  /** The account that takes over has to agree. */
  counterpartyConfirmation: boolean
  bureau: boolean
  /** Who must verify by SMS, unless the policy says otherwise; nobody means that the bureau's review begins at once. */
  smsPersons: readonly SmsPerson[]
  /** Uses up a place of a server, or an authorization code for one (备案授权码). */
  authorizationCode: boolean
  numberAllotted: 'subject_and_service' | 'service' | null
  /** The service must not be reachable before it has its number. */
  siteClosed: boolean
  withdrawable: boolean
  /** Ends something that is filed. */
  cancellation: boolean
  /** It begins something that must not be filed yet. */
  filesAnew: boolean
  registryChange: RegistryChange
  serviceKinds: readonly ServiceKind[]
}

type Words = { zh: string, en: string }

const EVERY_KIND = ['website', 'app', 'mini_program', 'quick_app'] as const
const FILED: Words = { zh: '已备案', en: 'Filed' }
const CHANGED: Words = { zh: '变更成功', en: 'Changed' }
const CANCELLED: Words = { zh: '注销成功', en: 'Cancelled' }

/** What most types have in common; each row below names its differences. */
const filing = {
  completedLabel: FILED,
  authenticityCheck: true,
  initialReview: true,
  ownerConfirmation: false,
  counterpartyConfirmation: false,
  bureau: true,
  authorizationCode: true,
  numberAllotted: null,
  siteClosed: false,
  withdrawable: true,
  cancellation: false,
  filesAnew: false,
  serviceKinds: EVERY_KIND
} as const
const change = { ...filing, completedLabel: CHANGED, authorizationCode: false } as const
const cancellation = {
  ...filing, completedLabel: CANCELLED, authenticityCheck: false, authorizationCode: false, withdrawable: false, cancellation: true
} as const
/** Settled by the provider alone; the bureau hears nothing. */
const internal = { ...filing, authenticityCheck: false, bureau: false, smsPersons: [], authorizationCode: false } as const

export const ORDER_TYPES = {
  first_filing: {
    ...filing,
    label: { zh: '首次备案', en: 'First filing' },
    smsPersons: ['subject_principal', 'service_principal'],
    numberAllotted: 'subject_and_service',
    siteClosed: true,
    filesAnew: true,
    registryChange: 'subject_and_service_added'
  },
  add_service: {
    ...filing,
    label: { zh: '新增互联网信息服务', en: 'Add a service' },
    smsPersons: ['service_principal'],
    numberAllotted: 'service',
    siteClosed: true,
    filesAnew: true,
    registryChange: 'service_added'
  },
  add_service_external: {
    ...filing,
    label: { zh: '新增互联网信息服务（原备案不在本接入商）', en: 'Add a service, subject filed elsewhere' },
    smsPersons: ['service_principal'],
    numberAllotted: 'service',
    siteClosed: true,
    filesAnew: true,
    registryChange: 'service_added'
  },
  add_access: {
    ...filing,
    label: { zh: '新增接入', en: 'Add an access' },
    completedLabel: { zh: '接入成功', en: 'Access added' },
    smsPersons: ['service_principal'],
    registryChange: 'access_added'
  },
  change_subject: {
    ...change,
    label: { zh: '变更主体', en: 'Change the subject' },
    smsPersons: ['subject_principal'],
    registryChange: 'subject_changed'
  },
  change_service: {
    ...change,
    label: { zh: '变更互联网信息服务', en: 'Change a service' },
    smsPersons: ['service_principal'],
    registryChange: 'service_changed'
  },
  change_filing: {
    ...change,
    label: { zh: '变更备案', en: 'Change subject and service' },
    smsPersons: ['subject_principal', 'service_principal'],
    registryChange: 'subject_and_service_changed'
  },
  change_access: {
    ...change,
    label: { zh: '变更接入', en: 'Change an access' },
    authenticityCheck: false,
    smsPersons: [],
    authorizationCode: true,
    registryChange: 'access_changed'
  },
  cancel_subject: {
    ...cancellation,
    label: { zh: '注销主体', en: 'Cancel the subject' },
    ownerConfirmation: true,
    smsPersons: ['subject_principal'],
    registryChange: 'subject_removed'
  },
  cancel_service: {
    ...cancellation,
    label: { zh: '注销互联网信息服务', en: 'Cancel a service' },
    smsPersons: ['service_principal'],
    registryChange: 'service_removed'
  },
  cancel_access: {
    ...cancellation,
    label: { zh: '取消接入', en: 'Cancel an access' },
    completedLabel: { zh: '取消接入成功', en: 'Access cancelled' },
    smsPersons: [],
    registryChange: 'access_removed'
  },
  claim: {
    ...internal,
    label: { zh: '认领备案', en: 'Claim a filing' },
    completedLabel: { zh: '认领完成', en: 'Claimed' },
    registryChange: 'filing_claimed'
  },
  transfer: {
    ...internal,
    label: { zh: '转移备案', en: 'Transfer to another account' },
    completedLabel: { zh: '转移完成', en: 'Transferred' },
    initialReview: false,
    counterpartyConfirmation: true,
    withdrawable: false,
    registryChange: 'subject_moved'
  },
  migrate_service: {
    ...filing,
    label: { zh: '迁移互联网信息服务', en: 'Migrate a service to another subject' },
    completedLabel: { zh: '迁移完成', en: 'Migrated' },
    counterpartyConfirmation: true,
    /** Needed, within 24 h; who is not stated (lifecycle 6.1): both principals (inferred). */
    smsPersons: ['subject_principal', 'service_principal'],
    authorizationCode: false,
    numberAllotted: 'service',
    serviceKinds: ['website'],
    registryChange: 'service_moved'
  }
} as const satisfies Record<string, OrderTypeFlags>

export type OrderType = keyof typeof ORDER_TYPES
