import type { BareTask } from './bare-client/main.ts'
import type { HttpTask } from './http-client/main.ts'
import { summarise, type Measured, type Sample } from './load.ts'
import { openLoadProcess } from './open-load-process.ts'
import type { BenchOptions } from './read-options.ts'
import { watchMemory } from './watch-memory.ts'

/** The bare client and the service at the same work. */
export type Compared = { what: HttpTask['what'], bare: Measured, service: Measured, apiMb: number }

const BARE_CLIENT = new URL('bare-client/main.ts', import.meta.url)
const HTTP_CLIENT = new URL('http-client/main.ts', import.meta.url)
/** Fills the connections again after the other side's turn. */
const NEXT_WARM_UP_MS = 300

/** Runs both in turns, so that what else the machine does, and what grows in the tables, meets both alike. */
export async function compare (
  bareTask: BareTask, httpTask: HttpTask, apiPid: number, { seconds, warmUpSeconds, rounds }: BenchOptions
): Promise<Compared> {
  const bare = await openLoadProcess(BARE_CLIENT, bareTask)
  const service = await openLoadProcess(HTTP_CLIENT, httpTask)
  const memory = watchMemory(apiPid)
  const samples: { bare: Sample[], service: Sample[] } = { bare: [], service: [] }
  try {
    for (let nth = 0; nth < rounds; nth++) {
      const round = { ms: seconds * 1000 / rounds, warmUpMs: nth === 0 ? warmUpSeconds * 1000 : NEXT_WARM_UP_MS }
      samples.bare.push(await bare.run(round))
      samples.service.push(await service.run(round))
    }
  } finally {
    memory.stop()
    await Promise.all([bare.close(), service.close()])
  }
  return { what: httpTask.what, bare: summarise(samples.bare), service: summarise(samples.service), apiMb: memory.peakMb() }
}
