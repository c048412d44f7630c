import type { Envelope } from '../../orders/events/compose-envelope.ts'

/** What a receiver should know of an event before it works on it. */
export type Remark = {
  /** How often it has come, with this time. */
  times: number
  /** The sequence number of an event before it that never came; null: none is missing. */
  missing: number | null
}

/** Remembers what has come, by id, and of every order or filing by sequence: what docs/webhooks.md asks of receivers. */
export function keepTrack (): (event: Envelope) => Remark {
  const timesById = new Map<string, number>()
  const seenOf = new Map<string, Set<number>>()
  return ({ id, orderId, sequence, previousSequence, data }) => {
    const times = (timesById.get(id) ?? 0) + 1
    timesById.set(id, times)
    const stream = orderId ?? ('filing' in data ? String(data.filing) : id)
    const seen = seenOf.get(stream) ?? new Set()
    seenOf.set(stream, seen.add(sequence))
    return { times, missing: previousSequence !== null && !seen.has(previousSequence) ? previousSequence : null }
  }
}
