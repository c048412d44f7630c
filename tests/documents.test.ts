import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { drawMachine } from '../machines/order/draw-machine.ts'
import { orderMachine } from '../machines/order/order-machine.ts'
import { readConfig } from '../services/platform/config.ts'

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

t.test('the diagram of an order is the one that its statechart draws', async (t) => {
  const file = 'docs/architecture.md'
  const [before, after] = read(file).split(/(?<=```mermaid\n)[^`]*(?=```)/)
  const expected = `${before}${drawMachine(orderMachine.config).trimEnd()}\n${after}`
  if (process.env['TAP_SNAPSHOT'] === '1') writeFileSync(path.join(root, file), expected)
  t.equal(read(file), expected)
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
