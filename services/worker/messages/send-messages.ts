import pLimit from 'p-limit'
import { forgetCaptured } from '../../notifications/messages/forget-captured.ts'
import { relayMessages, requeueLostMessages, type DueMessage } from '../../notifications/messages/relay-messages.ts'
import { sendMessage } from '../../notifications/messages/send-message.ts'
import type { SendingDeps } from '../../notifications/notifications-deps.ts'
import { portionsOf } from '../../platform/portions-of.ts'
import { addJobs, type NewJob } from '../../platform/queue/add-jobs.ts'
import type { WorkerPart } from '../worker-part.ts'

const BATCH = 200
/** An order that moves on has a handful; each is claimed, sent and written down by itself. */
const MESSAGES_PER_JOB = 10

/** Mail and SMS, in a queue of their own: a gateway that hangs delays no effect. `concurrency` is that of messages. */
export function sendMessages (deps: SendingDeps, concurrency: number): WorkerPart {
  const atATime = pLimit(concurrency)
  return {
    queue: 'messages',
    concurrency,
    async relay (queue) {
      let relayed = 0
      for (;;) {
        const count = await relayMessages(deps, BATCH, async (messages) => await addJobs(queue, jobsOf(messages)))
        relayed += count
        if (count < BATCH) return relayed
      }
    },
    async sweep (lostAfterMs) {
      await requeueLostMessages(deps, lostAfterMs)
      await forgetCaptured(deps)
    },
    async process (_, { messages }) {
      await Promise.all(namedBy(String(messages)).map(async (message) => await atATime(sendMessage, deps, message)))
    }
  }
}

function jobsOf (messages: DueMessage[]): NewJob[] {
  return portionsOf(messages, MESSAGES_PER_JOB).map((some) => {
    const { id, queuedAt } = some[0]!
    return {
      name: 'send_messages',
      data: { messages: some.map(({ id, tries }) => `${id}:${tries}`).join(',') },
      opts: { jobId: `${id}-${queuedAt.getTime()}` } // of this time: the job that its last try shared with others may not have ended yet
    }
  })
}

/** The message, and how often it was tried before: who comes late finds that it is claimed. */
function namedBy (messages: string): Array<{ id: string, tries: number }> {
  return messages.split(',').map((one) => {
    const [id, tries] = one.split(':')
    return { id: id!, tries: Number(tries) }
  })
}
