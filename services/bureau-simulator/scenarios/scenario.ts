import type { BureauResult, ResultCode } from '../documents/result-document.ts'
import type { RegisteredFiling } from '../life/allot-numbers.ts'

/** A misbehaviour asked for by a magic value, such as `#slow:5@1`: name, argument, and for how many submissions it holds. */
export type Trigger = { name: string, argument: string, firstSubmissions: number | null }

/** A file of results before it has a name. */
export type ResultFile =
  | { kind: 'result', result: BureauResult }
  | { kind: 'registered', registered: RegisteredFiling }

/** How a request may differ from the ordinary. Every part is asked at its step; several scenarios may join in one request. */
export type Scenario = {
  name: string
  /** Codes that the machine returns besides those it finds. */
  machineReturns?: (argument: string) => ResultCode[]
  /** How the SMS ends when nobody confirms it through the control API. */
  smsEnds?: 'time_out_sms' | 'fail_sms'
  /** Instead of the ordinary time between SMS and decision; null = never. */
  reviewAfterMs?: (argument: string) => number | null
  /** The reviewer refuses, with this opinion. */
  refusal?: (argument: string) => string
  /** Changes which files come, and in which order. */
  arrange?: (files: ResultFile[]) => ResultFile[]
  /** Its files go before those that wait in the queue. */
  overtakes?: boolean
}
