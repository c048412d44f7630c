/** Why an endpoint is off: somebody wanted it, nothing got through for days, it answered 410, or it never consented. */
export type DisabledReason = 'by_owner' | 'failures' | 'gone' | 'unverified'

/** What the endpoint's life goes by: never its address, never a secret. */
export type EndpointContext = {
  /** The consent check that counts. The answer to an earlier one came from another address. */
  consentId: string
  /** What is held since then goes out with the consent; what was held before waits for `recover`. */
  heldSince: string
  failingSince: string | null
  /** Warnings given since it began to fail. */
  warnings: number
  disabledBecause: DisabledReason | null
}

export type EndpointBirth = { consentId: string, createdAt: string }

export function endpointAtBirth ({ consentId, createdAt }: EndpointBirth): EndpointContext {
  return { consentId, heldSince: createdAt, failingSince: null, warnings: 0, disabledBecause: null }
}
