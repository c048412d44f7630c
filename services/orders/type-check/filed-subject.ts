import type { OrderContent, TypeCheck } from '../../rules/order-content.ts'

/** What our own records know of a service that is filed. */
export type FiledService = {
  kind: TypeCheck['service']['kind']
  /** In one spelling; a website is known by any of them. */
  domains: string[]
  appName: string | undefined
  accountId: string
  /** Hosted through this provider. */
  hasAccess: boolean
  number: string | null
  /** As this account stated it. */
  content: OrderContent['service']
  /** Of this account, which brought it there last. */
  orderId: string
  at: string
}

/** What our own records know of a subject that is filed. */
export type FiledSubject = {
  certificate: string
  subjectType: string
  province: string
  accountIds: string[]
  number: string | null
  /** As each account stated it: what one has said is nobody else's to see, until it hands the subject on. */
  contents: Record<string, OrderContent['subject']>
  services: FiledService[]
  /** Its last service that we know of is gone. */
  isShell: boolean
}
