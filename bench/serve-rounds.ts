import type { Round, Sample } from './load.ts'

/** A client with its connections open. */
export type LoadClient = {
  run (round: Round): Promise<Sample>
  close (): Promise<void>
}

/** The inside of a load process: opens what the first message describes, runs a round for every other one, ends with its parent. */
export function serveRounds<Task> (open: (task: Task) => Promise<LoadClient>): void {
  let client: Promise<LoadClient> | undefined
  process.on('message', async (message) => {
    try {
      if (client) return process.send!({ sample: await (await client).run(message as Round) })
      client = open(message as Task)
      await client
      process.send!({ sample: null })
    } catch (error) {
      process.send!({ fault: (error as Error).stack })
    }
  })
  process.on('disconnect', async () => { await (await client)?.close() })
}
