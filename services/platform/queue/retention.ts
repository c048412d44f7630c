/** What is kept of finished jobs: nothing of those that are done, so that their ids are free; of those given up enough to look at. */
export const RETENTION = { removeOnComplete: true, removeOnFail: { age: 14 * 24 * 60 * 60, count: 1000 } } as const
