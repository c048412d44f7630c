import type { Role } from '../../../machines/order/order-events.ts'

/** `system` is nobody who could send a request; `counterparty` is what an applicant is to another account's order. */
export type ApiRole = Exclude<Role, 'system' | 'counterparty'>

export const API_ROLES = ['applicant', 'reviewer', 'bureau_operator', 'admin', 'integrator'] as const satisfies readonly ApiRole[]

/** Who asks, as a verified token says. */
export type Identity = {
  issuer: string
  subject: string
  role: ApiRole
  /** The only account that an applicant sees, by the claim `account`. Null for every other role: they see all, whatever they claim. */
  accountId: string | null
  /** The verified name of the account's owner, by the claim `account_name`; null when the token does not tell it. */
  accountName: string | null
  /** Tells callers apart: for rate limits and idempotency keys. */
  caller: string
}

/** @throws RequestError token_invalid, identity_unavailable */
export type IdentityVerifier = (token: string) => Promise<Identity>

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- merges with Fastify's own
  interface FastifyRequest {
    /** Of a route below `admit`; reading it elsewhere is a mistake. */
    identity: Identity
    /** The bytes of the body as they came; null when there was none. */
    rawBody: Buffer | null
  }
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- merges with Fastify's own
  interface FastifyContextConfig {
    /** Who may call; every role when left out. */
    roles?: readonly Role[]
    /** Refusals of this route besides those that every route has. Documentation only. */
    refusals?: readonly number[]
  }
}
