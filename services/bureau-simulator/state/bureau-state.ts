import type { NewFiling } from '../documents/new-filing.ts'
import type { RepeatedNumber } from '../simulator-options.ts'
import type { Trigger } from '../scenarios/scenario.ts'

/** Everything the simulated bureau remembers, collection by collection. All of it is plain JSON: it goes to the journal. */
export type BureauState = {
  accounts: AccountState // by ispId
  requests: BureauRequest // by request id
  dueSteps: DueStep // by request id: a request waits for one thing at a time
  messages: SmsMessage // by message id
  files: QueuedFile // by ispId/fileName: not acknowledged yet
  acknowledged: string // by ispId/fileName: when
  filings: Filing // by subject number
  submissions: number // by certificate number and domain: how often it was handed in
  rules: ScriptRule // by rule id
  faults: Fault // by fault id
  settings: Settings // one, under 'settings'
  counters: number // by name
}

export type AccountState = {
  /** Last accepted sequence number; 0 = never uploaded. */
  lastNumber: number
  lastUpload: StoredUpload | null
  /** The queue ran empty and nobody has been told: the next download answers 1 ("everything downloaded"), then 2. */
  justDrained: boolean
}

/** The last accepted file as it came in, for isp_querypreviousupload. */
export type StoredUpload = {
  fileName: string
  beianInfo: string
  beianInfoHash: string
  encryptAlgorithm: number
  hashAlgorithm: number
  compressionFormat: number
}

/** Where a request stands: `returned` by the machine or for its SMS, `refused` by the reviewer. */
export type RequestPhase = 'received' | 'sms' | 'review' | 'approved' | 'returned' | 'refused'

export type BureauRequest = {
  id: string
  ispId: string
  operation: 'XZBA'
  sequence: number
  fileName: string
  receivedAt: string
  phase: RequestPhase
  /** Null when the document could not be understood; documentError says why. */
  filing: NewFiling | null
  documentError: { code: number, text: string, target: string | null } | null
  /** 1 = the first time that this certificate number and domain are handed in. */
  submission: number
  triggers: Trigger[]
}

export type DueStep = {
  requestId: string
  step: 'check' | 'confirm_sms' | 'fail_sms' | 'time_out_sms' | 'review'
  dueAt: string
}

export type SmsMessage = {
  id: string
  requestId: string
  mobile: string
  code: string
  sentAt: string
  state: 'sent' | 'confirmed' | 'timed_out' | 'failed'
}

export type QueuedFile = {
  ispId: string
  fileName: string
  xml: string
  queuedAt: string
  /** Lower goes first. */
  position: number
  /** Handed out and not acknowledged: it comes again before any other. */
  inFlight: boolean
}

export type Filing = {
  subjectNumber: string
  subjectId: string
  ispId: string
  organisation: string
  certificateNumber: string
  domains: string[]
  siteNumbers: string[]
  registeredAt: string
}

export type ScriptRule = { id: string, domain: string, trigger: Trigger, remaining: number | null }

export type FaultName = 'answerTimeoutBefore' | 'answerLostAfterAccepting' | 'httpStatus' | 'soapFault' | 'maintenance'

export type Fault = {
  id: string
  fault: FaultName
  remaining: number | null
  operation: string | null
  ispId: string | null
  status: number
}

export type Settings = {
  clockOffsetMs: number
  smsAfterMs: number
  reviewAfterMs: number
  checkAfterMs: number
  repeatedNumber: RepeatedNumber
}
