import type { Scenario } from './scenario.ts'

/** `#silent`: taken and never answered. A decision through the control API ends it. */
export const silent: Scenario = { name: 'silent', reviewAfterMs: () => null }
