import { createHash } from 'node:crypto'
import { activeScenarios } from '../scenarios/scenarios.ts'
import type { BureauRequest, SmsMessage } from '../state/bureau-state.ts'
import type { Bureau } from './bureau.ts'
import { setDue } from './set-due.ts'
import { returnRequest } from './return-request.ts'

/** A person has 24 h to enter the code (since about 2020; 48 h in the pilots before). */
const SMS_WINDOW_MS = 24 * 60 * 60 * 1000

/** Code and text of an SMS return are not published: 1999, "other", with a plain sentence. */
const SMS_RETURN_CODE = 1999

/** A new filing asks the subject's person and every site's person; who has the same number is asked once. */
export function sendSms (bureau: Bureau, request: BureauRequest, at: Date): void {
  for (const mobile of mobilesOf(request)) {
    const id = messageId(request, mobile)
    const message = { id, requestId: request.id, mobile, code: codeFor(bureau, id), sentAt: at.toISOString(), state: 'sent' } as const
    bureau.store.put('messages', id, message)
  }
  bureau.store.put('requests', request.id, { ...request, phase: 'sms' })
  const step = activeScenarios(request.triggers).find(({ scenario }) => scenario.smsEnds)?.scenario.smsEnds ?? 'confirm_sms'
  const confirmedAfterMs = bureau.store.get('settings', 'settings')?.smsAfterMs ?? 0
  setDue(bureau, request.id, step, at, step === 'time_out_sms' ? SMS_WINDOW_MS : confirmedAfterMs)
}

/** Marks one person's message; when all of a request are confirmed it goes on to the reviewer at once. */
export function confirmMessage (bureau: Bureau, message: SmsMessage, at: Date): void {
  bureau.store.put('messages', message.id, { ...message, state: 'confirmed' })
  const request = bureau.store.get('requests', message.requestId)
  if (request?.phase !== 'sms') return
  if (messagesOf(bureau, request).every(({ state }) => state === 'confirmed')) startReview(bureau, request, at)
}

/** All the messages that are still open, as persons do who look at their phones. */
export function confirmSms (bureau: Bureau, request: BureauRequest, at: Date): void {
  for (const message of messagesOf(bureau, request).filter(({ state }) => state === 'sent')) confirmMessage(bureau, message, at)
}

export function endSms (bureau: Bureau, request: BureauRequest, step: 'time_out_sms' | 'fail_sms', at: Date): void {
  const state = step === 'time_out_sms' ? 'timed_out' : 'failed'
  const text = step === 'time_out_sms' ? '短信核验超时，退回接入服务单位' : '短信核验失败，验证码错误次数超限，退回接入服务单位'
  closeMessages(bureau, request, state)
  returnRequest(bureau, request, [{ code: SMS_RETURN_CODE, text }], at)
}

export function closeMessages (bureau: Bureau, request: BureauRequest, state: SmsMessage['state']): void {
  for (const message of messagesOf(bureau, request)) {
    if (message.state === 'sent') bureau.store.put('messages', message.id, { ...message, state })
  }
}

function startReview (bureau: Bureau, request: BureauRequest, at: Date): void {
  bureau.store.put('requests', request.id, { ...request, phase: 'review' })
  const scripted = activeScenarios(request.triggers).find(({ scenario }) => scenario.reviewAfterMs)
  const afterMs = scripted?.scenario.reviewAfterMs
    ? scripted.scenario.reviewAfterMs(scripted.argument)
    : bureau.store.get('settings', 'settings')?.reviewAfterMs ?? 0
  if (afterMs === null) bureau.store.remove('dueSteps', request.id)
  else setDue(bureau, request.id, 'review', at, afterMs)
}

function messagesOf ({ store }: Bureau, request: BureauRequest): SmsMessage[] {
  return mobilesOf(request).map((mobile) => store.get('messages', messageId(request, mobile))).filter((message) => message !== undefined)
}

function mobilesOf ({ filing }: BureauRequest): string[] {
  const persons = filing ? [filing.subject.principal, ...filing.sites.map(({ principal }) => principal)] : []
  return [...new Set(persons.map(({ mobile }) => mobile.split(';')[0] ?? ''))]
}

function messageId ({ id }: BureauRequest, mobile: string): string {
  return `${id}-${mobile}`
}

/** Six digits that follow from the seed: a run can be repeated. */
function codeFor ({ seed }: Bureau, id: string): string {
  const digest = createHash('sha256').update(`${seed} ${id}`).digest()
  return String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0')
}
