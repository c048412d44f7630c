import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { Value } from 'typebox/value'
import { orderDelays } from '../machines/order/order-delays.ts'
import { FACT_TYPES, REQUEST_TYPES } from '../machines/order/order-events.ts'
import { ORDER_STATES } from '../machines/order/order-states.ts'
import { ORDER_TYPES } from '../machines/order/order-types.ts'
import { POLICY_PRESETS } from '../machines/order/policy/policy-presets.ts'
import { eventSchema } from '../services/orders/events/event-schemas.ts'
import { readConfig } from '../services/platform/config.ts'
import { composeEvents, EXAMPLE } from './documents/compose-events.ts'
import { composeOrderLifecycle } from './documents/compose-order-lifecycle.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const documents = globSync(['*.md', 'docs/**/*.md', 'services/*/README.md'], { cwd: root }).sort()

t.test('every file that the documents name is there', async (t) => {
  const missing = documents.flatMap((document) => {
    const text = withoutBlocks(read(document))
    const named = [...text.matchAll(/`((?:\.ci|bench|docs|machines|migrations|services|tests)\/[\w./-]+\.\w+)`/g)].map(([, file]) => file!)
    const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, file]) => path.join(path.dirname(document), file!))
    return [...named, ...linked].filter((file) => !existsSync(path.join(root, file))).map((file) => `${document}: ${file}`)
  })
  t.strictSame(missing, [])
})

t.test('every test that the documents name is there', async (t) => {
  const named = documents.flatMap((document) => [...read(document).matchAll(/`([\w./-]+\.test\.ts)`: ((?:"[^"]+"(?:, )?)+)/g)]
    .flatMap(([, file, names]) => [...names!.matchAll(/"([^"]+)"/g)].map(([, name]) => ({ document, file: file!, name: name! }))))
  t.ok(named.length > 10)
  t.strictSame(named.filter(({ file, name }) => !existsSync(path.join(root, file)) || !read(file).includes(name)), [])
})

t.test('what is drawn from the statechart is what it draws today', async (t) => {
  t.equal(read('docs/order-lifecycle.md'), composeOrderLifecycle(), 'or else: npm run documents')
  t.equal(read('docs/events.md'), composeEvents(), 'or else: npm run documents')
})

t.test('the event that the page about events shows is one', async (t) => {
  t.strictSame([...Value.Errors(eventSchema('order.initial_rejected'), EXAMPLE)], [])
})

t.test('the page about the life of an order leaves no state, type, request, fact, deadline or switch out', async (t) => {
  const page = read('docs/order-lifecycle.md')
  const named = [
    ...Object.keys(ORDER_STATES), ...Object.keys(ORDER_TYPES), ...REQUEST_TYPES, ...FACT_TYPES,
    ...Object.keys(orderDelays).map((name) => name.toLowerCase()), ...Object.keys(POLICY_PRESETS.huawei).filter((name) => name !== 'preset')
  ]
  t.strictSame(named.filter((name) => !new RegExp(`^\\| \`${name}[.\`]`, 'm').test(page)), [])
})

t.test('every link inside a page leads to one of its headings', async (t) => {
  const broken = documents.flatMap((document) => {
    const text = withoutBlocks(read(document))
    const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!.toLowerCase().replaceAll(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-'))
    return [...text.matchAll(/\]\(#([^)]+)\)/g)].flatMap(([, anchor]) => anchors.includes(anchor!) ? [] : [`${document}: #${anchor}`])
  })
  t.strictSame(broken, [])
})

t.test('README.md lists every variable, with its processes and its default', async (t) => {
  const rows = [...read('README.md').matchAll(/^\| `([A-Z_]+)` \| ([\w, ]+) \| (.+?) \| /gm)].map(([, name, processes, value]) => ({
    name: name!, processes: processes!.split(', '), default: value!.replaceAll('`', '')
  }))
  const variables = [...read('services/platform/config.ts').matchAll(/^ {2}([A-Z_]+): Type\./gm)].map(([, name]) => name!)
  t.ok(variables.length > 10)
  t.strictSame(rows.map(({ name }) => name).sort(), variables.sort())
  for (const row of rows) {
    const processes = ['api', 'worker'].filter((name) => read(`services/${name}/main.ts`).includes(`'${row.name}'`))
    t.strictSame(row, { name: row.name, processes, default: defaultOf(row.name) })
  }
})

/** As the table says it. */
function defaultOf (name: string): string {
  const key = name as Parameters<typeof readConfig>[1][number]
  try {
    const { [key]: value } = readConfig({}, [key])
    return value === undefined || value === '' ? 'none' : String(value)
  } catch {
    return 'required'
  }
}

function withoutBlocks (text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```/gm, '')
}
