import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import ts from 'typescript'

/** Who may import whom: the table of docs/architecture.md. A folder without a row here has no place yet. */
const LIBRARIES = ['machines', 'platform', 'rules', 'orders', 'bureau', 'webhooks', 'notifications']
const EVERYTHING = [...LIBRARIES, 'api', 'worker', 'bureau-simulator', 'embedded', 'migrations', 'tests', 'bench']
const MAY_IMPORT: Record<string, readonly string[]> = {
  machines: [],
  platform: [],
  rules: [],
  orders: ['machines', 'rules', 'platform'],
  bureau: ['machines', 'rules', 'platform'],
  webhooks: ['machines', 'rules', 'orders', 'platform'],
  notifications: ['machines', 'rules', 'orders', 'platform'],
  api: LIBRARIES,
  worker: LIBRARIES,
  'bureau-simulator': ['platform', 'bureau'],
  operations: ['machines', ...LIBRARIES],
  embedded: EVERYTHING,
  migrations: [],
  bench: EVERYTHING,
  tests: EVERYTHING
}

/** What tests, and what stands in a `testing/` folder for them, may import besides: real parts, so that nothing is mocked. */
const TESTS_MAY_ALSO_IMPORT: Record<string, readonly string[]> = {
  platform: ['embedded', 'tests'],
  orders: ['tests'],
  bureau: ['orders', 'worker', 'bureau-simulator', 'tests'],
  webhooks: ['tests'],
  notifications: ['tests'],
  api: ['worker', 'bureau-simulator', 'embedded', 'tests'],
  worker: ['bureau-simulator', 'embedded', 'tests'],
  'bureau-simulator': ['tests']
}

/** The simulator stands in for a stranger: were its documents and checks ours, a misreading would not show. */
const ONLY_THE_PIPELINE = 'services/bureau/pipeline/'

/** Areas that use these packages and nothing else from outside, not even Node's own modules. */
const ONLY_THESE_PACKAGES: Record<string, readonly string[]> = { machines: ['xstate', 'typebox'], migrations: ['kysely'] }
/** One place knows each of these. */
const PACKAGES_OF: Record<string, readonly string[]> = {
  xstate: ['machines'],
  bullmq: ['platform', 'worker'],
  ioredis: ['platform', 'tests'],
  pg: ['platform', 'embedded', 'tests', 'bench'],
  fastify: ['api', 'bureau-simulator'],
  jose: ['api', 'embedded'],
  undici: ['platform'],
  nodemailer: ['notifications'],
  liquidjs: ['notifications'],
  '@bull-board/api': ['api']
}

/** Whatever leaves goes through its guard. The people of `embedded` stand for clients outside. */
const THE_WAY_OUT = 'services/platform/http/'
const MAY_FETCH = ['embedded']

/** `Kysely<any>` is how Kysely says "whatever the schema". */
const MAY_SAY_ANY = ['services/platform/prepared.ts']

const PROCESSES = ['api', 'worker', 'bureau-simulator']

const root = fileURLToPath(new URL('..', import.meta.url))
const files = globSync('{machines,services,migrations,bench,tests}/**/*.ts', { cwd: root }).map(slashes).sort()
const texts = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))
type Import = { from: string, to: string, arrow: string }
const imports: Import[] = files.flatMap((from) => importsOf(from).map((to) => ({ from, to, arrow: `${from} -> ${to}` })))
const inside = imports.filter(({ to }) => files.includes(to))
const outside = imports.filter(({ to }) => !files.includes(to) && !to.endsWith('.json'))

t.test('every import follows the table', async (t) => {
  t.strictSame([...new Set(files.map(areaOf))].filter((area) => !(area in MAY_IMPORT)), [], 'every folder has a row')
  t.strictSame(inside.filter(({ from, to }) => !mayImport(from, to)).map(({ arrow }) => arrow), [])
})

t.test('what is imported is there', async (t) => {
  t.strictSame(outside.filter(({ to }) => /^(\.|machines|services|tests|bench|migrations)\b/.test(to)).map(({ arrow }) => arrow), [])
})

t.test('nothing that runs in production imports what is for tests', async (t) => {
  t.strictSame(inside.filter(({ from, to }) => !isForTests(from) && isForTests(to)).map(({ arrow }) => arrow), [])
})

t.test('a container without the development packages has all that runs in it', async (t) => {
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
  const needed = outside.filter(({ from, to }) => !isForTests(from) && !to.startsWith('node:'))
  t.strictSame(needed.filter(({ to }) => !(packageOf(to) in dependencies)).map(({ arrow }) => arrow), [])
})

t.test('the core knows no I/O, migrations know no code, and one place knows each large package', async (t) => {
  const code = outside.filter(({ from }) => !isForTests(from))
  const isForeign = ({ from, to }: Import) => ONLY_THESE_PACKAGES[areaOf(from)]?.includes(packageOf(to)) === false
  const isElsewhere = ({ from, to }: Import) => PACKAGES_OF[packageOf(to)]?.includes(areaOf(from)) === false
  t.strictSame(code.filter((one) => isForeign(one) || isElsewhere(one)).map(({ arrow }) => arrow), [])
})

t.test('whatever is sent out goes through the one guarded client', async (t) => {
  const own = (file: string) => file.startsWith(THE_WAY_OUT) || isForTests(file) || MAY_FETCH.includes(areaOf(file))
  t.ok(files.some((file) => file.startsWith(THE_WAY_OUT)))
  t.strictSame(files.filter((file) => !own(file) && sendsByItself(file)), [])
})

t.test('every process starts in its main.ts, which nobody imports', async (t) => {
  for (const name of PROCESSES) t.ok(files.includes(`services/${name}/main.ts`), name)
  t.strictSame(inside.filter(({ to }) => /^services\/.+\/main\.ts$/.test(to)).map(({ arrow }) => arrow), [])
  const starting = inside.filter(({ to }) => to.endsWith('/start-or-explain.ts')).map(({ from }) => from)
  // an operator's command starts, does its one thing and ends
  t.strictSame(starting.filter((from) => !from.endsWith('/main.ts') && areaOf(from) !== 'operations'), [])
})

t.test('every command names a file that is there', async (t) => {
  const commands = ['package.json', 'docker-compose.yml', 'Dockerfile'].map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n')
  const named = [...commands.matchAll(/[\w/-]+\.ts\b/g)].map(([file]) => file)
  t.ok(named.length > 5)
  t.strictSame(named.filter((file) => !existsSync(path.join(root, file))), [])
})

t.test('a file is named for what is in it', async (t) => {
  t.strictSame(files.filter((file) => /(^|\/)(utils?|helpers?|index\.ts$)/.test(file)), [])
})

t.test('nothing is any', async (t) => {
  t.strictSame(files.filter((file) => saysAny(file) && !MAY_SAY_ANY.includes(file)), [])
})

t.test('nothing names a folder of one machine or a registry of one network', async (t) => {
  const ignored = readFileSync(path.join(root, '.gitignore'), 'utf8').split('\n').flatMap((line) => /^(.+)\/$/.exec(line)?.[1] ?? [])
  const skipped = new Set(['.git', ...ignored])
  const kept = globSync(['**/*', '.*', '.ci/*'], { cwd: root, withFileTypes: true, exclude: ({ name }) => skipped.has(name) })
    .filter((entry) => entry.isFile() && !/^\.env|\.log$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
  t.ok(['.npmrc', '.ci/run', 'README.md', 'services/api/main.ts'].every((file) => kept.includes(file)), 'all are looked at')
  t.strictSame(kept.flatMap((file) => machineTraces(readFileSync(path.join(root, file), 'utf8')).map((trace) => `${file}: ${trace}`)), [])
})

/** `machines`, `tests`, …, and of services the name of the service. */
function areaOf (file: string): string {
  const [first, second] = file.split('/')
  return first === 'services' ? second! : first!
}

function mayImport (from: string, to: string): boolean {
  const [own, other] = [areaOf(from), areaOf(to)]
  if (own === other) return true
  if (isForTests(from) && TESTS_MAY_ALSO_IMPORT[own]?.includes(other)) return true
  if (own === 'bureau-simulator' && other === 'bureau' && !to.startsWith(ONLY_THE_PIPELINE)) return false
  return MAY_IMPORT[own]!.includes(other)
}

function isForTests (file: string): boolean {
  return /\.test\.ts$|\/testing\/|^tests\/|^bench\//.test(file)
}

/** What a file imports, exports on or loads while it runs: packages by their names, our files by their paths. */
function importsOf (file: string): string[] {
  return ts.preProcessFile(texts.get(file)!, true, true).importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? slashes(path.join(path.dirname(file), fileName)) : fileName)
}

function packageOf (specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

function saysAny (file: string): boolean {
  const find = (node: ts.Node): boolean => node.kind === ts.SyntaxKind.AnyKeyword || ts.forEachChild(node, find) === true
  return find(ts.createSourceFile(file, texts.get(file)!, ts.ScriptTarget.Latest))
}

/** Names `fetch`, or takes more than types and a server from a module that can send. */
function sendsByItself (file: string): boolean {
  const modules = ['undici', 'node:http', 'node:https', 'node:http2']
  const takesMore = ({ importClause }: ts.ImportDeclaration): boolean => {
    if (importClause?.isTypeOnly) return false
    const named = importClause?.namedBindings
    return !named || !ts.isNamedImports(named) || named.elements.some(({ isTypeOnly, name }) => !isTypeOnly && name.text !== 'createServer')
  }
  const find = (node: ts.Node): boolean =>
    (ts.isImportDeclaration(node) && modules.includes((node.moduleSpecifier as ts.StringLiteral).text) && takesMore(node)) ||
    (ts.isIdentifier(node) && node.text === 'fetch') || ts.forEachChild(node, find) === true
  return find(ts.createSourceFile(file, texts.get(file)!, ts.ScriptTarget.Latest))
}

function machineTraces (text: string): string[] {
  const folders = /(?<![\w.~-])\/(work|home|Users|root)\/[\w.-]+/g
  const registries = /https?:\/\/[^\s"'/]*(registry|artifactory|nexus|verdaccio|mirror)[^\s"']*|^\s*(@[\w-]+:)?registry\s*=.*/gm
  return [folders, registries].flatMap((pattern) => text.match(pattern) ?? [])
}

function slashes (file: string): string {
  return file.split(path.sep).join('/')
}
