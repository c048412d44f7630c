/** Waits until all have ended, however each does. @throws the first failure, once nothing of it is under way any more */
export async function allOf (work: Array<Promise<unknown>>): Promise<void> {
  const ends = await Promise.allSettled(work)
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
