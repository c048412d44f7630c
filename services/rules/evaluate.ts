import { characterRules } from './character-rules.ts'
import { contactRules } from './contact-rules.ts'
import { findMissing } from './find-missing.ts'
import { nameRules } from './name-rules.ts'
import type { RuledOrder, RuleFinding } from './rule-finding.ts'
import { serviceRules } from './service-rules.ts'
import { validityRules } from './validity-rules.ts'

type Part = 'subject' | 'service' | 'access'

/** What an order of each type says anew; the registry knows the rest. An order that only ends something says nothing. */
const PARTS: Readonly<Record<string, readonly Part[]>> = {
  first_filing: ['subject', 'service', 'access'],
  add_service: ['service', 'access'],
  add_service_external: ['subject', 'service', 'access'],
  add_access: ['access'],
  change_subject: ['subject'],
  change_service: ['service'],
  change_access: ['access'],
  change_filing: ['subject', 'service'],
  cancel_subject: [],
  cancel_service: [],
  cancel_access: [],
  claim: [],
  transfer: [],
  migrate_service: []
}

/**
 * What stands against submitting this order today. These are the national rules that the order itself can answer. Rules of a
 * province, and those that ask a registry, a material or a reviewer, join as further lists in the sum below, each a function
 * from the order (and the facts it needs) to findings.
 */
export function evaluateRules (order: RuledOrder): RuleFinding[] {
  const parts = PARTS[order.orderType] ?? ['subject', 'service', 'access']
  const findings = [
    ...findMissing(order.content, order.typeCheck),
    ...characterRules(order),
    ...contactRules(order),
    ...nameRules(order),
    ...validityRules(order),
    ...serviceRules(order)
  ]
  return findings.filter(({ field }) => parts.some((part) => field.startsWith(`${part}.`)))
}
