import { openQueues, type QueueOptions, type Queues } from '../queue.ts'

/** The queues for a process that can live without them: opened when first asked for, and asked for again while that fails. */
export type Reach = { reach (): Promise<Queues>, close (): Promise<void> }

export function reachQueues (options: QueueOptions, open = openQueues): Reach {
  let opening: Promise<Queues> | null = null
  return {
    async reach () {
      opening ??= open(options).catch((error: unknown) => {
        opening = null
        throw error
      })
      return await opening
    },
    async close () {
      const queues = await opening?.catch(() => null) // whoever asked has been told, and there is nothing to close
      await queues?.close()
    }
  }
}
