import { buildSimulator } from '../build-simulator.ts'
import { DEFAULT_ACCOUNT, type SimulatorOptions } from '../simulator-options.ts'
import { createTestProvider, type TestProvider } from './test-provider.ts'

export const START = new Date('2026-11-21T00:00:00Z')

export type TestBureau = {
  provider: TestProvider
  port: number
  control (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<ControlReply>
  /** Moves the virtual clock to so long after its start. */
  after (ms: number): Promise<void>
  close (): Promise<void>
}

export type ControlReply = { status: number, body: unknown }

/** A simulator on free ports with a clock that stands still until it is moved. */
export async function startBureau (options: Partial<SimulatorOptions> = {}): Promise<TestBureau> {
  const accounts = options.accounts ?? [DEFAULT_ACCOUNT]
  const simulator = buildSimulator({ now: () => START, ...options, accounts })
  const { port, controlPort } = await simulator.listen({ port: 0, controlPort: 0 })

  async function control (method: string, path: string, body?: unknown): Promise<ControlReply> {
    const response = await fetch(`http://127.0.0.1:${controlPort}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }

  return {
    provider: createTestProvider(port, accounts[0]),
    port,
    control,
    async after (ms) {
      const { status } = await control('POST', 'clock', { now: new Date(START.getTime() + ms).toISOString() })
      if (status !== 200) throw new Error(`the clock answered ${status}`)
    },
    close: async () => await simulator.close()
  }
}
