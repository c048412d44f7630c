import pLimit from 'p-limit'
import { forgetCaptured } from '../../notifications/messages/forget-captured.ts'
import { handBackMessages, relayMessages, requeueLostMessages, type DueMessage } from '../../notifications/messages/relay-messages.ts'
import { sendMessage } from '../../notifications/messages/send-message.ts'
import type { SendingDeps } from '../../notifications/notifications-deps.ts'
import { allOf } from '../../platform/all-of.ts'
import { addJobs, type NewJob } from '../../platform/queue/add-jobs.ts'
import { removeGivenUp } from '../../platform/queue/remove-given-up.ts'
import type { WorkerPart } from '../worker-part.ts'

const BATCH = 200
/** An order that moves on has a handful; each is claimed, sent and written down by itself. */
const MESSAGES_PER_JOB = 10

/** Mail and SMS, in a queue of their own: a gateway that hangs delays no effect. `concurrency` is that of messages. */
export function sendMessages (deps: SendingDeps, concurrency: number): WorkerPart {
  const atATime = pLimit(concurrency)
  let isLeaving = false
  return {
    queue: 'messages',
    concurrency,
    async relay (queue) {
      let relayed = 0
      for (;;) {
        const count = await relayMessages(deps, BATCH, async (messages) => {
          const [again, first] = [messages.filter(({ again }) => again), messages.filter(({ again }) => !again)]
          await removeGivenUp(queue, again.map(ownJobId))
          await addJobs(queue, [...again.map(alone), ...portionsByAddress(first).map(together)])
        })
        relayed += count
        if (count < BATCH) return relayed
      }
    },
    async sweep (lostAfterMs) {
      await requeueLostMessages(deps, lostAfterMs)
      await forgetCaptured(deps)
    },
    async process (_, { messages }) {
      const left: string[] = []
      const sendOne = async (message: NamedMessage) => await atATime(async () => {
        if (isLeaving) left.push(message.id)
        else await sendMessage(deps, message)
      })
      const sent = namedBy(String(messages)).map(async (toOneAddress) => await oneAfterAnother(toOneAddress, sendOne))
      await allOf(sent).finally(async () => await handBackMessages(deps, left))
    },
    leave () { isLeaving = true }
  }
}

/** Those of one address in one job, however many: only there do they go one after the other. */
function portionsByAddress (messages: DueMessage[]): DueMessage[][] {
  const portions: DueMessage[][] = []
  for (const toOneAddress of byAddress(messages)) {
    const last = portions.at(-1)
    if (last && last.length + toOneAddress.length <= MESSAGES_PER_JOB) last.push(...toOneAddress)
    else portions.push([...toOneAddress])
  }
  return portions
}

function byAddress (messages: DueMessage[]): DueMessage[][] {
  return [...Map.groupBy(messages, ({ addressKey }) => addressKey.toString('hex')).values()]
}

/** Of this time: the job that its last try shared with others may not have ended yet. */
function together (messages: DueMessage[]): NewJob {
  const { id, queuedAt } = messages[0]!
  return jobOf(messages, `${id}-${queuedAt.getTime()}`)
}

/** What is queued again may only have waited long: however often that happens, one more job is all that comes of it. */
function alone (message: DueMessage): NewJob {
  return jobOf([message], ownJobId(message))
}

function ownJobId ({ id, tries }: DueMessage): string {
  return `${id}-${tries}`
}

function jobOf (messages: DueMessage[], jobId: string): NewJob {
  const named = byAddress(messages).map((toOneAddress) => toOneAddress.map(({ id, tries }) => `${id}:${tries}`).join('+'))
  return { name: 'send_messages', data: { messages: named.join(',') }, opts: { jobId } }
}

/** The message, and how often it was tried before: who comes late finds that it is claimed. */
type NamedMessage = { id: string, tries: number }

/** By address. */
function namedBy (messages: string): NamedMessage[][] {
  return messages.split(',').map((toOneAddress) => toOneAddress.split('+').map((one) => {
    const [id, tries] = one.split(':')
    return { id: id!, tries: Number(tries) }
  }))
}

/** Somebody reads them one below the other. What fails keeps the next ones waiting no longer than it took, and is told at the end. */
async function oneAfterAnother<Item> (items: Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const [first, ...others] = items
  if (first === undefined) return
  try {
    await work(first)
  } finally {
    await oneAfterAnother(others, work)
  }
}
