import type { BureauRequest } from '../state/bureau-state.ts'
import type { Check, CheckContext, Misfit } from './check-new-filing.ts'

const OPEN = ['received', 'sms', 'review']

/**
 * 1003, 1005, 1039: what is filed or under way already. A subject that is filed under the same name is refused too: it has to
 * add a site instead. (Which code a bureau gives then is not published; the organiser conflict is the nearest.)
 */
export const checkRegistry: Check = ({ subject, sites }, context) => [
  ...(context.store.all('filings').some((filing) => filing.certificateNumber === subject.certificateNumber)
    ? [{ code: 1003, value: subject.name }]
    : []),
  ...sites.flatMap(({ domains, name: siteName }) =>
    domains.flatMap(({ name }) => checkDomain(name, context)).map((misfit) => ({ ...misfit, siteName })))
]

function checkDomain (domain: string, { store, request }: CheckContext): Misfit[] {
  for (const { domains } of store.each('filings')) if (domains.includes(domain)) return [{ code: 1005, value: domain }]
  for (const other of store.each('requests')) {
    if (isOpenBefore(other, request) && namesDomain(other, domain)) return [{ code: 1039, value: domain }]
  }
  return []
}

/** Request ids count up; of two requests for one domain the first keeps its place. */
function isOpenBefore (other: BureauRequest, request: BureauRequest): boolean {
  return OPEN.includes(other.phase) && Number(other.id.slice(1)) < Number(request.id.slice(1))
}

function namesDomain ({ filing }: BureauRequest, domain: string): boolean {
  return filing?.sites.some(({ domains }) => domains.some(({ name }) => name === domain)) ?? false
}
