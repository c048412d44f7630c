import type { Golden } from './compose-golden.ts'

/** What a machine has, and what a golden file says that it had. */
export type Shape = { machineVersion: number, states: string[], timers: string[], fields: string[] }
export type Release = {
  /** Today's machine. */
  machine: Shape
  /** By version, from 1 to the machine's own; null where the file is missing. */
  goldens: Record<number, Shape | null>
  /** Versions that have an upcaster to the next. */
  upcasters: number[]
}

/** Keys of these are data: provinces, order types, what the bureau calls things. */
const KEYED_BY_DATA = ['policy.smsPersons', 'policy.watch.bureauDaysOf', 'filing.bureauIds']

export function shapeOf ({ machineVersion, states, timers, policies, orders }: Golden): Shape {
  const fields = new Set(orders.flatMap(({ policy, context }) => fieldsOf({ ...context, policy: policies[policy] })))
  return { machineVersion, states, timers, fields: [...fields].sort() }
}

/** Why stored orders might not load: the gate of CI. */
export function versionFaults ({ machine, goldens, upcasters }: Release): string[] {
  const versions = Array.from({ length: machine.machineVersion }, (_, index) => index + 1)
  return [
    ...versions.filter((version) => !goldens[version]).map((version) =>
      `machine version ${version} has no golden file: ${version === machine.machineVersion ? 'npm run golden' : 'bring back the one that was released'}`),
    ...versions.slice(0, -1).filter((version) => !upcasters.includes(version)).map((version) =>
      `machine version ${version} has no upcaster to the next: write one in machines/order/upcasters/`),
    ...shapeFaults(goldens[machine.machineVersion] ?? machine, machine)
  ]
}

/** What would be read differently though the version says that it is the same. */
export function shapeFaults (golden: Shape, machine: Shape): string[] {
  return [
    ...differences('state', golden.states, machine.states),
    ...differences('timer', golden.timers, machine.timers),
    ...differences('context field', golden.fields, machine.fields)
  ].map((fault) => `${fault}, and the machine still says version ${machine.machineVersion}: raise MACHINE_VERSION, write an upcaster, run npm run golden`)
}

function differences (kind: string, golden: string[], machine: string[]): string[] {
  return [
    ...golden.filter((name) => !machine.includes(name)).map((name) => `the ${kind} ${name} is gone`),
    ...machine.filter((name) => !golden.includes(name)).map((name) => `the ${kind} ${name} is new`)
  ]
}

function fieldsOf (value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, `${path}[]`))
  if (typeof value !== 'object' || value === null || KEYED_BY_DATA.includes(path)) return [path]
  return Object.entries(value).flatMap(([key, inner]) => [...path === '' ? [] : [path], ...fieldsOf(inner, path === '' ? key : `${path}.${key}`)])
}
