/** What the control API shows of a call. No password, no document, no name: this list may be printed anywhere. */
export type CallRecord = {
  at: string
  ispId: string
  operation: string
  /** Null when no answer was made; the misbehaviour then says why. */
  code: number | null
  dataSequence: number | null
  fileName: string | null
  fault: string | null
}

export type CallLog = {
  add (record: CallRecord): void
  all (): CallRecord[]
  clear (): void
}

const MAX_KEPT = 10_000

export function createCallLog (): CallLog {
  let records: CallRecord[] = []
  return {
    add (record) {
      records.push(record)
      if (records.length > 2 * MAX_KEPT) records = records.slice(-MAX_KEPT)
    },
    all: () => records.slice(-MAX_KEPT),
    clear () { records = [] }
  }
}
