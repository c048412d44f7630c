import { requestInvalid } from '../problems/request-error.ts'

const DURATION = /^P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/
const UNITS_MS = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000]

/** Milliseconds of an ISO 8601 duration. Months and years have no length of their own, so they are refused. @throws RequestError */
export function parseDuration (field: string, text: string): number {
  const parts = DURATION.exec(text)?.slice(1)
  const ms = parts?.reduce((sum, part, index) => sum + Number(part ?? 0) * UNITS_MS[index]!, 0) ?? 0
  if (ms > 0) return ms
  throw requestInvalid(field, 'WRONG_FORMAT', {
    zh: '须为 ISO 8601 时长，如 P1D、PT2H；不支持年和月', en: 'must be an ISO 8601 duration such as P1D or PT2H; no years or months'
  })
}
