import t from 'tap'
import { MACHINE_VERSION } from '../../machines/order/order-machine.ts'
import { MACHINE_LINE } from '../../machines/order/upcasters/upcast-order.ts'
import { BIRTHS } from './births.ts'
import { composeGolden } from './compose-golden.ts'
import { readGolden } from './golden-files.ts'
import { shapeOf, versionFaults, type Release, type Shape } from './version-faults.ts'

const machine = shapeOf(composeGolden(MACHINE_VERSION, BIRTHS))
const files = Array.from({ length: MACHINE_VERSION }, (_, index) => [index + 1, readGolden(index + 1)] as const)
const release: Release = {
  machine,
  goldens: Object.fromEntries(files.map(([version, golden]) => [version, golden && shapeOf(golden)])),
  upcasters: Object.keys(MACHINE_LINE.upcasters).map(Number)
}

t.test('whatever a release has stored can be read by this one', async (t) => {
  t.strictSame(versionFaults(release), [])
})

t.test('the golden orders pass through every state, set every deadline and fill every field', async (t) => {
  for (const [version, golden] of files) {
    t.strictSame([...new Set(golden!.orders.map(({ state }) => state))].sort(), golden!.states, `states of version ${version}`)
    const fields = shapeOf(golden!).fields
    for (const field of ['decision.by', 'filing.subjectNumber', 'findings[].field', 'policy.validity.days']) t.ok(fields.includes(field), field)
  }
  const set = new Set(files.at(-1)![1]!.orders.flatMap(({ timers }) => timers))
  t.strictSame(machine.timers.filter((name) => !set.has(name)), [])
})

t.test('a machine that has lost, gained or renamed what is stored does not pass as the same version', async (t) => {
  const without = (names: string[], gone: string) => names.filter((name) => name !== gone)
  const mutants: Array<[change: Partial<Shape>, faults: string[]]> = [
    [{ states: without(machine.states, 'sms_returned') }, ['the state sms_returned is gone']],
    [{ states: [...machine.states, 'paused'] }, ['the state paused is new']],
    [{ fields: without(machine.fields, 'reviewedHash') }, ['the context field reviewedHash is gone']],
    [{ fields: without(machine.fields, 'decision.at') }, ['the context field decision.at is gone']],
    [{ fields: [...machine.fields, 'paidUntil'] }, ['the context field paidUntil is new']],
    [{ fields: without(machine.fields, 'policy.sms.graceHours') }, ['the context field policy.sms.graceHours is gone']],
    [{ fields: [...machine.fields, 'policy.undo.windowMs'] }, ['the context field policy.undo.windowMs is new']],
    [{ timers: [...without(machine.timers, 'sms_window'), 'sms_end'] }, ['the timer sms_window is gone', 'the timer sms_end is new']]
  ]
  for (const [change, expected] of mutants) {
    const faults = versionFaults({ ...release, machine: { ...machine, ...change } })
    t.equal(faults.length, expected.length, expected.join(', '))
    for (const [index, text] of expected.entries()) t.ok(faults[index]?.startsWith(`${text}, `), text)
    t.match(faults[0], `the machine still says version ${MACHINE_VERSION}: raise MACHINE_VERSION, write an upcaster, run npm run golden`)
  }
})

t.test('a new version needs its golden file and an upcaster from the one before', async (t) => {
  const raised = { ...release, machine: { ...machine, machineVersion: MACHINE_VERSION + 1, states: [...machine.states, 'paused'] } }
  t.strictSame(versionFaults(raised), [
    `machine version ${MACHINE_VERSION + 1} has no golden file: npm run golden`,
    `machine version ${MACHINE_VERSION} has no upcaster to the next: write one in machines/order/upcasters/`
  ])
  const done = {
    ...raised,
    goldens: { ...release.goldens, [MACHINE_VERSION + 1]: raised.machine },
    upcasters: [...release.upcasters, MACHINE_VERSION]
  }
  t.strictSame(versionFaults(done), [])
})

t.test('the golden file of a released version stays', async (t) => {
  t.match(versionFaults({ ...release, goldens: { ...release.goldens, 1: null } }), [/version 1 has no golden file: bring back/])
})
