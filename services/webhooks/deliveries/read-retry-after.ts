/** How long a receiver asks to be left alone: seconds, or a date of HTTP. 0 when it says nothing sensible. Source: RFC 9110, 10.2.3. */
export function readRetryAfter (header: string | undefined, now: Date): number {
  if (header === undefined) return 0
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000
  const moment = Date.parse(header)
  return Number.isNaN(moment) ? 0 : Math.max(0, moment - now.getTime())
}
