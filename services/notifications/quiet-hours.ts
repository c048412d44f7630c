const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
/** Asia/Shanghai, without summer time since 1991. */
const SHANGHAI_MS = 8 * HOUR_MS

const FROM_HOUR = 22
const TO_HOUR = 9

/** When a message that may not come at night may leave: now, or at nine in the morning, Beijing time. DESIGN.md, section 6. */
export function afterQuietHours (at: Date): Date {
  const local = at.getTime() + SHANGHAI_MS
  const midnight = local - local % DAY_MS
  const hour = (local - midnight) / HOUR_MS
  if (hour >= TO_HOUR && hour < FROM_HOUR) return at
  const morning = midnight + TO_HOUR * HOUR_MS + (hour >= FROM_HOUR ? DAY_MS : 0)
  return new Date(morning - SHANGHAI_MS)
}

/** The same, for one that is of no use after a moment: what would be over by morning leaves at once. */
export function quietUntil (at: Date, expiresAt: Date | null): Date {
  const morning = afterQuietHours(at)
  return expiresAt !== null && morning >= expiresAt ? at : morning
}
