import { writeFileSync } from 'node:fs'
import { composeEvents } from './compose-events.ts'
import { composeOrderLifecycle } from './compose-order-lifecycle.ts'

/** npm run documents: writes what is drawn from the statechart; tests/documents.test.ts compares. */
writeFileSync(new URL('../../docs/order-lifecycle.md', import.meta.url), composeOrderLifecycle())
writeFileSync(new URL('../../docs/events.md', import.meta.url), composeEvents())
console.log('wrote docs/order-lifecycle.md and docs/events.md')
