import { forgetCaptured } from '../../notifications/messages/forget-captured.ts'
import { relayMessages, requeueLostMessages } from '../../notifications/messages/relay-messages.ts'
import { sendMessage } from '../../notifications/messages/send-message.ts'
import type { SendingDeps } from '../../notifications/notifications-deps.ts'
import type { WorkerPart } from '../worker-part.ts'

const BATCH = 200

/** Mail and SMS, in a queue of their own: a gateway that hangs delays no effect. */
export function sendMessages (deps: SendingDeps, concurrency: number): WorkerPart {
  return {
    queue: 'messages',
    concurrency,
    async relay (queue) {
      let relayed = 0
      for (;;) {
        const count = await relayMessages(deps, BATCH, async (messages) => {
          await queue.addBulk(messages.map(({ id, tries }) => ({
            name: 'send_message',
            data: { messageId: id, tries },
            opts: { jobId: `${id}-${tries}` } // its own id for each try: the job of the last may not be forgotten yet
          })))
        })
        relayed += count
        if (count < BATCH) return relayed
      }
    },
    async sweep (lostAfterMs) {
      await requeueLostMessages(deps, lostAfterMs)
      await forgetCaptured(deps)
    },
    async process (_, { messageId, tries }) {
      await sendMessage(deps, { id: String(messageId), tries: Number(tries) })
    }
  }
}
