import { writeFileSync } from 'node:fs'
import { composeOrderLifecycle } from './compose-order-lifecycle.ts'

/** npm run documents: writes what is drawn from the statechart; tests/documents.test.ts compares. */
writeFileSync(new URL('../../docs/order-lifecycle.md', import.meta.url), composeOrderLifecycle())
console.log('wrote docs/order-lifecycle.md')
