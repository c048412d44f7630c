import type { SimulatorAccount } from '../simulator-options.ts'
import type { BureauStore } from '../state/bureau-store.ts'
import type { CallLog } from '../soap/call-log.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** What every part of the simulator works on. */
export type Bureau = {
  accounts: Map<string, SimulatorAccount>
  store: BureauStore
  clock: VirtualClock
  calls: CallLog
  seed: number
}
