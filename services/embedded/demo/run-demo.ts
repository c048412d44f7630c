import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { OrderState } from '../../../machines/order/order-states.ts'
import type { CollectedLogs } from '../collect-logs.ts'
import { meetPeople } from '../people/meet-people.ts'
import { startBeian, type RunningBeian } from '../start-beian.ts'
import { paint } from '../terminal/paint.ts'
import { showProgress, type Progress } from '../terminal/show-progress.ts'
import { checkEnd } from './check-end.ts'
import { playStories, type Played } from './play-stories.ts'
import { printTimeline } from './print-timeline.ts'
import { STORIES } from './stories.ts'
import type { Story } from './story.ts'

const ENVIRONMENT = {
  ORDER_POLICY: 'huawei', // another one in our environment would make other stories of these
  BUREAU_POLL_EVERY_MS: '600000' // moving the clock polls at each moment; a poll in between would date what it finds a little early
}

/** Starts all of Beian in the folder, plays the stories through its API and tells how they went: true when all as they should. */
export async function runDemo (dataDir: string, logs: CollectedLogs, interrupted: AbortSignal): Promise<boolean> {
  const since = performance.now()
  const progress = showProgress()
  progress.update('starting PostgreSQL, api, worker and bureau simulator')
  let beian: RunningBeian | undefined
  try {
    beian = await startBeian({ dataDir, log: logs.log, durable: false, env: ENVIRONMENT })
    const readyAfter = seconds(since)
    const played = await Promise.race([playAll(beian, progress), untilAborted(interrupted)])
    progress.end()
    return played !== null && tell(played, logs, readyAfter, since)
  } catch (error) {
    progress.end()
    await explain(error, beian, logs)
    return false
  } finally {
    await beian?.stop()
  }
}

/** When a part ends, what fails first is a request; the end of the part is the reason. */
const END_IS_KNOWN_WITHIN_MS = 5000

async function explain (error: unknown, beian: RunningBeian | undefined, logs: CollectedLogs): Promise<void> {
  const end = await Promise.race([beian?.ended, delay(END_IS_KNOWN_WITHIN_MS, undefined, { ref: false })])
  const why = end ? `${end.part} has ended: ${end.why}` : error instanceof Error ? error.message : String(error)
  console.error(`${paint('red', why)}\n\nThe last that was logged:\n${logs.lastLines(end?.part).join('\n')}`)
}

async function playAll (beian: RunningBeian, progress: Progress): Promise<Played[]> {
  const states = new Map<Story, OrderState>()
  return await playStories(STORIES, await meetPeople(beian), (story, { state }) => {
    states.set(story, state)
    progress.update(STORIES.map((each, index) => `${index + 1} ${states.get(each) ?? '…'}`).join('  '))
  })
}

async function untilAborted (signal: AbortSignal): Promise<null> {
  if (!signal.aborted) await once(signal, 'abort')
  return null
}

function tell (played: Played[], logs: CollectedLogs, readyAfter: string, since: number): boolean {
  const ends = played.map(checkEnd)
  const succeeded = ends.every(({ asItShould }) => asItShould)
  console.log([
    '',
    `${paint('bold', 'Beian 备案')}  five filing orders from first word to last, through the public API.`,
    paint('dim', 'Times are those of Asia/Shanghai on the test clock: days pass in a moment, with everything that falls due in them.'),
    '',
    ...played.map((story, index) => printTimeline(story, index + 1)),
    ...ends.map(({ line }) => line),
    '',
    `${succeeded ? paint('green', 'All five ended as they should') : paint('red', 'Not all ended as they should')}, in ${seconds(since)}` +
    paint('dim', ` (the service was up after ${readyAfter}).`),
    ...succeeded ? [`${paint('dim', 'To live with it:')} make up`] : []
  ].join('\n'))
  if (!succeeded) console.error(`\nThe last that was logged:\n${logs.lastLines().join('\n')}`)
  return succeeded
}

function seconds (since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}
