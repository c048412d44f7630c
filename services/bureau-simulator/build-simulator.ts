import type { AddressInfo, Server } from 'node:net'
import { buildControlServer } from './control/build-control-server.ts'
import type { Bureau } from './life/bureau.ts'
import { createVirtualClock } from './life/virtual-clock.ts'
import type { SimulatorOptions } from './simulator-options.ts'
import { buildSoapServer } from './soap/build-soap-server.ts'
import { createCallLog } from './soap/call-log.ts'
import { createBureauStore, type Entry } from './state/bureau-store.ts'
import { openJournal, type Journal } from './state/journal.ts'
import { createSettings } from './state/settings.ts'

export type ListenOptions = { port: number, controlPort: number, host?: string }

export type Simulator = {
  /** Port 0 takes a free one; the answer tells which. */
  listen (options: ListenOptions): Promise<{ port: number, controlPort: number }>
  close (): Promise<void>
}

/** A provincial bureau to test against: the published interface on one port, and on another what no provider ever sees. */
export function buildSimulator (options: SimulatorOptions): Simulator {
  const servers: { close (): PromiseLike<unknown> }[] = []
  let journal: Journal | null = null

  async function close (): Promise<void> {
    await Promise.all(servers.splice(0).map(async (server) => await server.close()))
    await journal?.close()
    journal = null
  }

  return {
    async listen ({ port, controlPort, host = '127.0.0.1' }) {
      const opened = options.stateDir === undefined ? null : await openJournal(options.stateDir)
      journal = opened?.journal ?? null
      const bureau = openBureau(options, journal, opened?.remembered ?? [])
      const soap = buildSoapServer(bureau)
      const control = buildControlServer(bureau)
      servers.push(soap, control)
      try {
        await soap.listen({ port, host })
        await control.listen({ port: controlPort, host })
      } catch (error) {
        await close()
        throw error
      }
      return { port: portOf(soap), controlPort: portOf(control) }
    },
    close
  }
}

/** What was remembered counts, except for the pace: that is the one this start was given. */
function openBureau (options: SimulatorOptions, journal: Journal | null, remembered: Entry[]): Bureau {
  const store = createBureauStore(journal, remembered)
  const clockOffsetMs = store.get('settings', 'settings')?.clockOffsetMs ?? 0
  store.put('settings', 'settings', { ...createSettings(options), clockOffsetMs })
  return {
    accounts: new Map(options.accounts.map((account) => [account.ispId, account])),
    store,
    clock: createVirtualClock(store, options.now ?? (() => new Date())),
    calls: createCallLog(),
    seed: options.seed ?? 1
  }
}

function portOf ({ server }: { server: Server }): number {
  return (server.address() as AddressInfo).port
}
