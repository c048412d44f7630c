import { readUpload } from '../documents/read-upload.ts'
import type { NewFiling } from '../documents/new-filing.ts'
import { readTriggers } from '../scenarios/read-triggers.ts'
import type { Trigger } from '../scenarios/scenario.ts'
import type { BureauRequest, StoredUpload } from '../state/bureau-state.ts'
import type { Bureau } from './bureau.ts'
import { count } from './count.ts'
import { setDue } from './set-due.ts'

export type AcceptedUpload = { ispId: string, sequence: number, upload: StoredUpload, xml: string | null }

/** Takes a file in: its number counts, its bytes are kept, and every record becomes a request that waits for the machine. */
export function acceptUpload (bureau: Bureau, { ispId, sequence, upload, xml }: AcceptedUpload): void {
  const { store } = bureau
  const source = { ispId, sequence, fileName: upload.fileName }
  const { justDrained = false } = store.get('accounts', ispId) ?? {}
  store.put('accounts', ispId, { lastNumber: sequence, lastUpload: upload, justDrained })
  const reading = xml === null
    ? { kind: 'fault', code: 5008, text: upload.fileName, subjectId: null } as const
    : readUpload(xml, { ispId, fileName: upload.fileName })
  if (reading.kind === 'filings') {
    for (const filing of reading.filings) addRequest(bureau, source, { filing, documentError: null })
  } else {
    const { code, text, subjectId: target } = reading
    addRequest(bureau, source, { filing: null, documentError: { code, text, target } })
  }
}

function addRequest (
  bureau: Bureau,
  source: Pick<BureauRequest, 'ispId' | 'sequence' | 'fileName'>,
  content: Pick<BureauRequest, 'filing' | 'documentError'>
): void {
  const { store, clock } = bureau
  const id = `r${count(bureau, 'request')}`
  const submission = content.filing ? countSubmission(bureau, content.filing) : 1
  const triggers = content.filing ? findTriggers(bureau, content.filing, submission) : []
  const receivedAt = clock.now()
  store.put('requests', id, {
    ...source, ...content, id, operation: 'XZBA', receivedAt: receivedAt.toISOString(), phase: 'received', submission, triggers
  })
  setDue(bureau, id, 'check', receivedAt, store.get('settings', 'settings')?.checkAfterMs ?? 0)
}

/** `@n` counts the submissions of one certificate number with one domain, so that a resend can go well. */
function countSubmission ({ store }: Bureau, { subject, sites }: NewFiling): number {
  const key = `${subject.certificateNumber} ${sites[0]?.domains[0]?.name ?? ''}`
  const submission = (store.get('submissions', key) ?? 0) + 1
  store.put('submissions', key, submission)
  return submission
}

function findTriggers (bureau: Bureau, filing: NewFiling, submission: number): Trigger[] {
  const inText = readTriggers(filing)
  return [...useRules(bureau, filing), ...inText.filter(({ firstSubmissions: times }) => times === null || submission <= times)]
}

/** Rules of the control API for one of the domains; each use counts down. */
function useRules ({ store }: Bureau, { sites }: NewFiling): Trigger[] {
  const domains = sites.flatMap((site) => site.domains.map(({ name }) => name))
  const rules = store.all('rules').filter(({ domain }) => domains.includes(domain))
  for (const rule of rules) {
    if (rule.remaining === 1) store.remove('rules', rule.id)
    else if (rule.remaining !== null) store.put('rules', rule.id, { ...rule, remaining: rule.remaining - 1 })
  }
  return rules.map(({ trigger }) => trigger)
}
