import type { Access, NewFiling, Site, Subject } from '../documents/new-filing.ts'
import type { BureauRequest } from '../state/bureau-state.ts'
import type { Bureau } from './bureau.ts'
import { count } from './count.ts'
import { PROVINCES } from './provinces.ts'
import { shanghaiDate } from './shanghai-time.ts'

/** A filing as the registry publishes it: what was handed in, with the bureau's ids at all five levels and the numbers. */
export type RegisteredFiling = {
  ispId: string
  subject: Subject
  subjectId: string
  subjectNumber: string
  registeredOn: string
  sites: RegisteredSite[]
}

type Numbered<Part> = Part & { id: string }

type RegisteredSite = {
  id: string
  number: string
  domains: Numbered<Site['domains'][number]>[]
  accesses: (Numbered<Omit<Access, 'ranges'>> & { ranges: Numbered<Access['ranges'][number]>[] })[]
} & Omit<Site, 'domains' | 'accesses'>

/** Numbers belong to the province of the subject, whose bureau reviews, not to that of the provider. */
export function allotNumbers (bureau: Bureau, { ispId }: BureauRequest, filing: NewFiling, at: Date): RegisteredFiling {
  const province = filing.subject.province
  const nextId = (): string => province + String(count(bureau, `id ${province}`)).padStart(6, '0')
  const subjectNumber = nextSubjectNumber(bureau, ispId, province, at)
  return {
    ispId,
    subject: filing.subject,
    subjectId: nextId(),
    subjectNumber,
    registeredOn: shanghaiDate(at),
    sites: filing.sites.map((site, index) => ({
      ...site,
      id: nextId(),
      number: `${subjectNumber}-${index + 1}`,
      domains: site.domains.map((domain) => ({ ...domain, id: nextId() })),
      accesses: site.accesses.map((access) => ({
        ...access, id: nextId(), ranges: access.ranges.map((range) => ({ ...range, id: nextId() }))
      }))
    }))
  }
}

function nextSubjectNumber (bureau: Bureau, ispId: string, province: string, at: Date): string {
  const account = bureau.accounts.get(ispId)
  const character = account?.province === province ? account.abbreviation : PROVINCES.get(province)?.character ?? ''
  const year = shanghaiDate(at).slice(2, 4)
  return `${character}ICP备${year}${String(count(bureau, `number ${province} ${year}`)).padStart(6, '0')}号`
}
