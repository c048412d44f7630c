import { ORDER_TYPES, type OrderTypeFlags } from '../../machines/order/order-types.ts'
import { code, markdownTable } from './markdown-table.ts'

const sign = (is: boolean) => is ? 'yes' : '–'
const words = (name: string) => name.replaceAll('_', ' ')

/** Every flag, in the order of an order's life. */
const COLUMNS: Record<Exclude<keyof OrderTypeFlags, 'label'>, { head: string, show: (flags: OrderTypeFlags) => string }> = {
  authenticityCheck: { head: 'face check', show: (flags) => sign(flags.authenticityCheck) },
  initialReview: { head: 'initial review', show: (flags) => sign(flags.initialReview) },
  ownerConfirmation: { head: 'owner confirms', show: (flags) => sign(flags.ownerConfirmation) },
  counterpartyConfirmation: { head: 'other account confirms', show: (flags) => sign(flags.counterpartyConfirmation) },
  bureau: { head: 'bureau', show: (flags) => sign(flags.bureau) },
  smsPersons: { head: 'verify by SMS', show: ({ smsPersons }) => smsPersons.map(words).join(', ') || '–' },
  authorizationCode: { head: 'authorization code', show: (flags) => sign(flags.authorizationCode) },
  numberAllotted: { head: 'number allotted', show: ({ numberAllotted }) => numberAllotted === null ? '–' : words(numberAllotted) },
  siteClosed: { head: 'site closed meanwhile', show: (flags) => sign(flags.siteClosed) },
  withdrawable: { head: 'withdrawable', show: (flags) => sign(flags.withdrawable) },
  cancellation: { head: 'ends a filing', show: (flags) => sign(flags.cancellation) },
  filesAnew: { head: 'must not be filed yet', show: (flags) => sign(flags.filesAnew) },
  serviceKinds: { head: 'kinds of service', show: ({ serviceKinds }) => serviceKinds.length === 4 ? 'all' : serviceKinds.map(words).join(', ') },
  completedLabel: { head: 'when completed', show: ({ completedLabel: { zh, en } }) => `${zh} ${en}` },
  registryChange: { head: 'effect on the register', show: ({ registryChange }) => code(registryChange) }
}

export function tableOfOrderTypes (): string {
  const columns = Object.values(COLUMNS)
  return markdownTable(['type', '中文', 'English', ...columns.map(({ head }) => head)], Object.entries(ORDER_TYPES).map(([type, flags]) =>
    [code(type), flags.label.zh, flags.label.en, ...columns.map(({ show }) => show(flags))]))
}
