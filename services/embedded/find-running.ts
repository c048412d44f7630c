import { findProcess } from './find-process.ts'
import { openLocalIssuer, type LocalIssuer } from './local-issuer.ts'
import { readRunning, type RunningRecord } from './record-running.ts'

/** A Beian that somebody else has started on this machine, and tokens for it. */
export type FoundBeian = Omit<RunningRecord, 'pid'> & { token: LocalIssuer['issue'] }

/** @throws with the remedy when none runs on this data folder */
export async function findRunning (dataDir: string): Promise<FoundBeian> {
  const running = await readRunning(dataDir)
  if (running === null || findProcess(running.pid) === null || !await answers(running.url)) {
    throw new Error(`no service runs on the data folder ${dataDir}: run \`make up\` first, or name its folder with DATA_DIR`)
  }
  const { pid, ...found } = running
  return { ...found, token: (await openLocalIssuer({ dataDir })).issue }
}

const ANSWERS_WITHIN_MS = 5000

/** Whether an api of ours is there: after a crash its process id and its port may be somebody else's. */
export async function answers (url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}
