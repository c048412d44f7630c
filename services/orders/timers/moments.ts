/** Moments are RFC 3339 texts in UTC with milliseconds, so that they compare as texts. */

export function later (at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString()
}

export function latest (a: string, b: string): string {
  return a > b ? a : b
}
