import t from 'tap'
import { drawMachine } from './draw-machine.ts'
import { drawMachineAsData, MAIN_PATH, ORDER_CHART } from './draw-machine-as-data.ts'
import { ORDER_TYPES, type OrderType } from '../order-types.ts'
import { POLICY_PRESETS } from '../policy/policy-presets.ts'

const all = (...of: string[]) => ({ type: 'all' as const, params: { of } })

t.test('a statechart is drawn with its names, events, deadlines, ends and whose turn it is', async (t) => {
  t.equal(drawMachine({
    initial: 'open',
    states: {
      open: {
        description: '进行中',
        tags: ['applicant', 'open'],
        after: { EXPIRY: [{ target: 'gone' }] },
        on: { close: [{ target: 'closed' }], save: [{}], leave: [{ target: 'gone' }] }
      },
      closed: {},
      gone: { tags: ['nobody'], on: { remark: [{}] } }
    }
  }), `stateDiagram-v2
  state "进行中<br/>open" as open
  [*] --> open
  open --> closed: close
  open --> gone: leave, after expiry
  closed --> [*]
  gone --> [*]
  classDef applicant fill:#dbeafe,stroke:#2563eb,color:#111827
  class open applicant
  classDef nobody fill:#e5e7eb,stroke:#4b5563,color:#111827
  class gone nobody
`)
})

t.test('a guard is named where it chooses where an event leads, and nowhere else', async (t) => {
  const drawn = (...transitions: Array<{ target?: string, guard?: ReturnType<typeof all> }>) =>
    drawMachine({ initial: 'a', states: { a: { on: { go: transitions } } } }).match(/a --> .+/g)
  t.strictSame(drawn({ target: 'b', guard: all('may') }), ['a --> b: go'])
  t.strictSame(drawn({ target: 'b', guard: all('may', 'isNew') }, { target: 'c', guard: all('may') }), ['a --> b: go [isNew]', 'a --> c: go'])
  t.strictSame(drawn({ target: 'b', guard: all('isNew') }, { target: 'b' }), ['a --> b: go'])
  t.strictSame(drawn({ guard: all('isFirst') }, { target: 'b', guard: all('may') }), ['a --> b: go'], 'what stays inside is no choice')
})

t.test('what may happen in many states is drawn once, and the main path keeps its arrows', async (t) => {
  const states = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, { on: { stop: [{ target: 'end' }] } }]))
  const diagram = drawMachine({ initial: 'a', states: { ...states, end: {} } }, ['a>end'])
  t.match(diagram, 'state "b<br/>c<br/>d" as from_1\n')
  t.strictSame(diagram.match(/.+ --> end: .+/g), ['  a --> end: stop', '  from_1 --> end: stop'])
  t.match(diagram, 'class from_1 gathered\n')
})

/** Read and drawn by Mermaid 11.17 in all the forms that follow; a colon, quote or semicolon inside a name would end it early. */
const LINES = [
  /^stateDiagram-v2$/, /^ {2}state "[^":;#%{}]+" as \w+$/, /^ {2}(\[\*\]|\w+) --> (\[\*\]|\w+)(: [\w, []+[\w\], []*)?$/,
  /^ {2}classDef \w+ [\w:#,-]+$/, /^ {2}class [\w,]+ \w+$/, /^$/
]

t.test('every diagram of an order keeps to the plain lines that Mermaid reads', async (t) => {
  const types = Object.keys(ORDER_TYPES) as OrderType[]
  const charts = [ORDER_CHART, ...Object.values(POLICY_PRESETS).flatMap((policy) => types.map((type) => drawMachineAsData(type, policy)))]
  const lines = new Set(charts.flatMap((chart) => drawMachine(chart, MAIN_PATH).split('\n')))
  t.ok(lines.size > 100)
  t.strictSame([...lines].filter((line) => !LINES.some((form) => form.test(line))), [])
})
