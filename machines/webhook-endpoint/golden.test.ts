import { readFileSync } from 'node:fs'
import t from 'tap'
import type { EndpointSnapshot } from './decide.ts'
import { endpointAtBirth } from './endpoint-context.ts'
import type { EndpointEvent } from './endpoint-events.ts'
import { ENDPOINT_MACHINE_VERSION } from './endpoint-machine.ts'
import { ENDPOINT_STATES } from './endpoint-states.ts'
import { outcomeOf } from './testing/outcome-of.ts'

/**
 * Endpoints as a release stored them, and what it made of each event. Never changed: a machine that differs gets a version, and a step
 * that reads these.
 */
type Golden = {
  events: Record<string, EndpointEvent>
  endpoints: Array<EndpointSnapshot & { name: string, outcomes: Record<string, string> }>
}

for (let version = 1; version <= ENDPOINT_MACHINE_VERSION; version++) {
  const { events, endpoints } = JSON.parse(readFileSync(new URL(`golden/version-${version}.json`, import.meta.url), 'utf8')) as Golden

  t.test(`every endpoint that version ${version} stored loads, and takes what it took`, async (t) => {
    t.strictSame([...new Set(endpoints.map(({ state }) => state))].toSorted(), Object.keys(ENDPOINT_STATES).toSorted())
    const fields = Object.keys(endpointAtBirth({ consentId: '', createdAt: '' })).toSorted()
    for (const { name, state, context, outcomes } of endpoints) {
      t.strictSame(Object.keys(context).toSorted(), fields, name)
      const now = Object.entries(events).map(([event, happening]) => [event, outcomeOf({ state, context }, happening)] as const)
      t.strictSame(Object.fromEntries(now.filter(([, outcome]) => outcome !== 'ignored')), outcomes, name)
    }
  })
}
