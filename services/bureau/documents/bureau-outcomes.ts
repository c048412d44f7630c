import { createHash } from 'node:crypto'
import type { Finding } from '../../../machines/order/order-events.ts'
import { findingOf } from './bureau-finding.ts'
import type { BureauRecord, ResultRecord, ReviewRecord } from './read-download.ts'
import { registeredOutcome, type FilingRegistered } from './registered-outcome.ts'
import { PASSED, REFUSED, SUCCESS_CODES } from './result-codes.ts'

/** What the bureau means for one request. Several may speak of the same one; each stands alone. */
export type BureauOutcome = OutcomeOf & {
  /** What it says, as a hash: the same again under another file name or in another order has the same key. */
  key: string
}

type OutcomeOf = {
  /** 1 new filing … 7 cancel service, 35 material; 0 when the bureau names none. */
  operation: number
  /** The id sent with the request; empty when the bureau names none, as with 5001, whose text is the name of our file. */
  recordId: string
} & (
  | { type: 'bureau_approved' }
  | { type: 'bureau_returned' | 'bureau_rejected_by_reviewer', findings: Finding[] }
  | { type: 'sms_failed', reason: string }
  | FilingRegistered
)

/**
 * Inferred: the SMS verification came in 2017, after the last public list of result codes, so a return for it can only be
 * told by its wording. To be replaced by the code once a bureau shows one.
 */
export const SMS_RETURN = /短信核验/

/** Works on the records of one file, so that a refusal and its opinion become one outcome. */
export function toOutcomes (records: BureauRecord[]): BureauOutcome[] {
  const registered = records.filter((record) => record.kind === 'registered').map(registeredOutcome)
  return [...groupByRequest(records).flatMap(outcomesOfRequest), ...registered].map(withKey)
}

type Request = { operation: number, recordId: string, results: ResultRecord[], reviews: ReviewRecord[] }

function groupByRequest (records: BureauRecord[]): Request[] {
  const results = records.filter((record) => record.kind === 'result')
  const only = onlyRequest(results)
  const requests = new Map<string, Request>()
  for (const record of records) {
    if (record.kind !== 'result' && record.kind !== 'review') continue
    // the schema lets a decision name no request; beside the results of a single one it can only mean that
    const operation = record.operation ?? only?.operation ?? 0
    const recordId = record.recordId ?? only?.recordId ?? ''
    const request = requests.get(`${operation} ${recordId}`) ?? { operation, recordId, results: [], reviews: [] }
    if (record.kind === 'result') request.results.push(record)
    else request.reviews.push(record)
    requests.set(`${operation} ${recordId}`, request)
  }
  return [...requests.values()]
}

function onlyRequest (results: ResultRecord[]): ResultRecord | undefined {
  const names = new Set(results.map(({ operation, recordId }) => `${operation} ${recordId}`))
  return names.size === 1 ? results[0] : undefined
}

/** Returns and refusals come first: should a file also approve the same request, the approval has the last word. */
function outcomesOfRequest ({ operation, recordId, results, reviews }: Request): OutcomeOf[] {
  const failed = results.filter(isFailure)
  const refusals = failed.filter((record) => has(record, REFUSED))
  const returns = failed.filter((record) => !has(record, REFUSED))
  const opinions = reviews.filter(({ passed }) => passed === false)
  const approved = reviews.some(({ passed }) => passed === true) ||
    results.some((record) => !isFailure(record) && has(record, PASSED))
  const request = { operation, recordId }
  return [
    ...(returns.length > 0 ? [{ ...request, ...returned(returns) }] : []),
    ...(refusals.length + opinions.length > 0 ? [{ ...request, ...rejected(refusals, opinions) }] : []),
    ...(approved ? [{ ...request, type: 'bureau_approved' as const }] : [])
  ]
}

/** A result succeeds only if all its codes do; one without any code is a text return. */
function isFailure ({ results }: ResultRecord): boolean {
  return results.length === 0 || results.some(({ code }) => code === null || !SUCCESS_CODES.has(code))
}

function has ({ results }: ResultRecord, wanted: number): boolean {
  return results.some(({ code }) => code === wanted)
}

function returned (records: ResultRecord[]) {
  const failures = failuresOf(records)
  const sms = failures.find(({ text }) => text !== null && SMS_RETURN.test(text))
  if (sms !== undefined) return { type: 'sms_failed' as const, reason: sms.text ?? '' }
  return { type: 'bureau_returned' as const, findings: failures.map(({ code, text }) => findingOf(code, text)) }
}

/** One finding for the refusal, worded by the opinion if there is one; further codes keep findings of their own. */
function rejected (records: ResultRecord[], opinions: ReviewRecord[]) {
  const failures = failuresOf(records)
  const wording = opinions.map(({ opinion }) => opinion).filter((opinion) => opinion !== null)
  const texts = failures.filter(({ code }) => code === REFUSED).map(({ text }) => text).filter((text) => text !== null)
  const reason = [...new Set(wording.length > 0 ? wording : texts)].join('；')
  return {
    type: 'bureau_rejected_by_reviewer' as const,
    findings: [
      findingOf(REFUSED, reason === '' ? null : reason),
      ...failures.filter(({ code }) => code !== REFUSED).map(({ code, text }) => findingOf(code, text))
    ]
  }
}

/** Every failing code once; the same code with another text is another fault. */
function failuresOf (records: ResultRecord[]) {
  const failures = records.flatMap(({ results }) => results.length > 0 ? results : [{ code: null, text: null }])
    .filter(({ code }) => code === null || !SUCCESS_CODES.has(code))
  return [...new Map(failures.map((failure) => [`${failure.code} ${failure.text}`, failure])).values()]
}

function withKey (outcome: OutcomeOf): BureauOutcome {
  const said = 'findings' in outcome
    ? { ...outcome, findings: outcome.findings.map(({ code, message }) => `${code} ${message.zh}`).sort() }
    : outcome
  return { ...outcome, key: createHash('sha256').update(canonical(said)).digest('hex').slice(0, 32) }
}

/** JSON with its keys in order, so that the hash survives a change in how an outcome is put together. */
function canonical (value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1))
      : inner)
}
