import type { NewFiling } from '../documents/new-filing.ts'
import { resultText } from '../documents/result-texts.ts'
import type { ResultCode } from '../documents/result-document.ts'
import type { BureauStore } from '../state/bureau-store.ts'
import type { BureauRequest } from '../state/bureau-state.ts'
import type { SimulatorAccount } from '../simulator-options.ts'
import { checkAccesses } from './check-accesses.ts'
import { checkAttachments } from './check-attachments.ts'
import { checkDomains } from './check-domains.ts'
import { checkOrganiser } from './check-organiser.ts'
import { checkPersons } from './check-persons.ts'
import { checkRegistry } from './check-registry.ts'
import { checkSites } from './check-sites.ts'

/** One thing that is wrong: code, the value that is, and our own sentence where the code has none. */
export type Misfit = { code: number, value: string, text?: string, siteName?: string }

export type CheckContext = { account: SimulatorAccount, store: BureauStore, request: BureauRequest }

export type Check = (filing: NewFiling, context: CheckContext) => Misfit[]

/** In the order in which a returned file lists them. The order is ours; a bureau publishes none. */
const CHECKS: Check[] = [
  checkOrganiser, checkPersons, checkSites, checkDomains, checkAccesses, checkAttachments, checkRegistry
]

/** Every fault of a record at once: several codes in one result, as a captured file of a real bureau had. */
export function checkNewFiling (filing: NewFiling, context: CheckContext): ResultCode[] {
  const firstSite = filing.sites[0]?.name ?? ''
  return CHECKS.flatMap((check) => check(filing, context)).map(({ code, value, text, siteName }) => ({
    code,
    text: `${text ?? resultText(code)}。网站名称：${siteName ?? firstSite}，错误数据：${value}`
  }))
}
