import { canonicalDomain } from '../../rules/domain-form.ts'
import type { TypeCheck } from '../../rules/order-content.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import type { FiledSubject } from './filed-subject.ts'
import { foldFilings } from './fold-filings.ts'
import { readFilings, type FilingOrder } from './read-filings.ts'

type Found = {
  /** All that may have to do with it. */
  subjects: FiledSubject[]
  /** That of the certificate. */
  own: FiledSubject | undefined
  /** The one that has the declared number, where that is filed under another certificate. */
  replaced: FiledSubject | undefined
}

type About = {
  /** Declared, or known to be that of the certificate. */
  subjectNumber?: string | undefined
  /** As it was when this order had not succeeded yet. */
  before?: string
}

/** The subjects that our own records have of a certificate, a domain or a number. */
export async function findFiledSubjects (
  deps: OrdersDeps, { certificateNumber, service }: TypeCheck, { subjectNumber, before }: About
): Promise<Found> {
  const certificate = deps.sealing.lookupKey('certificate', certificateNumber.toUpperCase()).toString('hex')
  const domain = service.domain === undefined ? null : canonicalDomain(service.domain)
  const { first, all } = await readWhole(deps, { certificate, domain, subjectNumber })
  const subjects = foldFilings(before === undefined ? all : all.slice(0, all.findIndex(({ id }) => id === before)))
  const own = subjects.find((subject) => subject.certificate === certificate)
  const last = first.findLast(({ orderType, numbers }) =>
    subjectNumber !== undefined && orderType !== 'migrate_service' && numbers?.subjectNumber === subjectNumber)
  const holder = subjects.find((subject) => subject.certificate === last?.certificate)
  return { subjects, own, replaced: holder === own ? undefined : holder }
}

type Wanted = { certificate: string, domain: string | null, subjectNumber: string | undefined }

/**
 * Of other subjects at first only what names the domain or the number is read; what became of them may be told by orders that name
 * neither, and of a service that migrated by orders of the subject to which it went, which is known by its number. So it is read again
 * until no subject comes to light any more: at once, where nobody else has to do with it.
 */
async function readWhole (
  deps: OrdersDeps, { certificate, domain, subjectNumber }: Wanted
): Promise<{ first: FilingOrder[], all: FilingOrder[] }> {
  const declared = subjectNumber === undefined ? [] : [subjectNumber]
  const first = await readFilings(deps, { certificates: [certificate], domain, subjectNumbers: declared })
  const goneTo = first.flatMap(({ orderType, numbers }) => orderType === 'migrate_service' && numbers ? numbers.subjectNumber : [])
  let [all, read] = [first, new Set([certificate])]
  for (let found = certificatesOf(first); found.some((one) => !read.has(one)); found = certificatesOf(all)) {
    read = new Set([...read, ...found])
    all = await readFilings(deps, { certificates: [...read], subjectNumbers: goneTo })
  }
  return { first, all }
}

function certificatesOf (orders: FilingOrder[]): string[] {
  return orders.map(({ certificate }) => certificate)
}
