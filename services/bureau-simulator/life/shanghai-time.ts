/** The bureau's wall clock: Beijing time, which has no summer time. */
const OFFSET_MS = 8 * 60 * 60 * 1000

/** `2024-01-12`, as dates stand in results. */
export function shanghaiDate (at: Date): string {
  return shifted(at).slice(0, 10)
}

/** `20240112090000`, as file names begin. */
export function shanghaiStamp (at: Date): string {
  return shifted(at).slice(0, 19).replace(/\D/g, '')
}

export function shanghaiHour (at: Date): number {
  return Number(shifted(at).slice(11, 13))
}

function shifted (at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString()
}
