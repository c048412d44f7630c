import type { OrderSnapshot } from '../decide.ts'
import type { OrderBirth } from '../order-context.ts'
import { MACHINE_VERSION } from '../order-machine.ts'
import { fromVersion1 } from './from-version-1.ts'
import type { SnapshotRow, StoredSnapshot, Upcaster } from './upcaster.ts'

/** The version of the machine that reads, and the steps that lead to it: by the version that each begins with. */
export type MachineLine = { version: number, upcasters: Readonly<Record<number, Upcaster>> }

export const MACHINE_LINE: MachineLine = { version: MACHINE_VERSION, upcasters: { 1: fromVersion1 } }

/** `timers` are the names of the deadlines that are set. */
export type StoredOrderSnapshot = StoredSnapshot & { machineVersion: number, timers: readonly string[] }
/** `timers` in the order given, by their names of today; null where there is no such deadline any more. */
export type UpcastOrder = OrderSnapshot & { timers: ReadonlyArray<string | null> }

/**
 * An order as today's machine reads it, whichever release stored it. One of the current version is handed through.
 * @throws Error when a newer release has stored it
 */
export function upcastOrder (stored: StoredOrderSnapshot, row: SnapshotRow, line = MACHINE_LINE): UpcastOrder {
  const { state, context, timers } = stored
  if (stored.machineVersion === line.version) return { state, context, timers } as UpcastOrder
  const steps = stepsFrom(stored.machineVersion, line)
  const snapshot = steps.reduce<StoredSnapshot>((before, { snapshot }) => snapshot(before, row), { state, context })
  return { ...snapshot as OrderSnapshot, timers: timers.map((name) => renamed(name, steps)) }
}

/**
 * The birth of an order as today's machine reads it.
 * @throws Error when a newer release has recorded it
 */
export function upcastBirth (machineVersion: number, birth: unknown, row: SnapshotRow, line = MACHINE_LINE): OrderBirth {
  if (machineVersion === line.version) return birth as OrderBirth
  return stepsFrom(machineVersion, line).reduce((before, step) => step.birth(before, row), birth) as OrderBirth
}

function stepsFrom (machineVersion: number, { version, upcasters }: MachineLine): Upcaster[] {
  if (machineVersion > version) {
    throw new Error(`the order was stored by machine version ${machineVersion}, and this release reads up to ${version}: run the newer release`)
  }
  return Array.from({ length: version - machineVersion }, (_, index) => {
    const step = upcasters[machineVersion + index]
    if (!step) throw new Error(`the machine has no upcaster from version ${machineVersion + index} to the next`)
    return step
  })
}

function renamed (name: string, steps: Upcaster[]): string | null {
  return steps.reduce<string | null>((before, { timers }) => before === null || !(before in timers) ? before : timers[before]!, name)
}
