/** A provider's account at this bureau, as the bureau's letter of parameters would give it. */
export type SimulatorAccount = {
  /** Id of the reporting unit, 12 digits in practice; a string because it is a 64-bit number. */
  ispId: string
  userName: string
  password: string
  /** GB/T 2260 code of the province whose bureau this account reports to, such as '440000'. */
  province: string
  /** One character of that province in filing numbers, such as '粤'. */
  abbreviation: string
  /** AES-128-CBC: 16 printable characters each, used as their ASCII bytes. Without it encrypted uploads answer code 6. */
  cipher: { key: string, iv: string } | null
  /** Downloads may be encrypted although uploads are not. */
  encryptDownloads: boolean
  /** False: the right to report is not opened yet (code 19). */
  mayReport?: boolean
  /** Only these caller addresses may connect (code 12). Left out: every address may. */
  callerAddresses?: string[]
  /** Hours of the day in Beijing time in which uploads are taken (code 20). Left out: always. */
  reportingHours?: { from: number, until: number }
  /** Uploads not yet through the machine check; one more answers code 15. Left out: 1000. */
  maxUnprocessed?: number
  /** The provider's own IP filing (code 1063). Left out: addresses are not compared. */
  ipRanges?: { start: string, end: string }[]
}

/** What a used sequence number answers: nobody public knows what a bureau does, so a client must survive each. */
export type RepeatedNumber = 'answer_999' | 'accept' | 'answer_14'

export type SimulatorOptions = {
  accounts: SimulatorAccount[]
  /** Folder of the journal. Left out: everything is forgotten at the end. */
  stateDir?: string
  smsAfterMs?: number
  reviewAfterMs?: number
  checkAfterMs?: number
  /** Ids, numbers and SMS codes follow from it. */
  seed?: number
  repeatedNumber?: RepeatedNumber
  now?: () => Date
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Short enough for a demonstration on a moved clock; real reviews take 1-20 working days. */
export const DEFAULT_PACE = { checkAfterMs: MINUTE_MS, smsAfterMs: HOUR_MS, reviewAfterMs: 48 * HOUR_MS }

/** The account a program finds when nobody names one. Invented. */
export const DEFAULT_ACCOUNT: SimulatorAccount = {
  ispId: '440000000001',
  userName: '示例接入商',
  password: 'Bureau#2024',
  province: '440000',
  abbreviation: '粤',
  cipher: { key: '0123456789abcdef', iv: '0102030405060708' },
  encryptDownloads: true
}
