type Waiting<Item, Result> = { item: Item, resolve: (result: Result) => void, reject: (error: unknown) => void }

/**
 * Makes of many calls few: whoever asks while earlier ones are worked on is taken together with all others that do. Nobody waits for
 * others to come. `work` answers one result an item, in order; its failure is that of all it was asked for.
 */
export function inBatches<Item, Result> (
  work: (items: Item[]) => Promise<Result[]>, { atOnce, lanes }: { atOnce: number, lanes: number }
): (item: Item) => Promise<Result> {
  let waiting: Array<Waiting<Item, Result>> = []
  let working = 0

  async function run (): Promise<void> {
    const batch = waiting.slice(0, atOnce)
    waiting = waiting.slice(atOnce)
    try {
      const results = await work(batch.map(({ item }) => item))
      batch.forEach(({ resolve }, index) => resolve(results[index]!))
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
  async function lane (): Promise<void> {
    await new Promise(setImmediate) // those who ask in the same breath come along
    while (waiting.length > 0) await run()
    working--
  }
  return async (item) => await new Promise((resolve, reject) => {
    waiting.push({ item, resolve, reject })
    if (working < lanes && ++working) lane().catch(reject)
  })
}
