import type { FilingFacts } from '../../../machines/order/type-check/name-order-type.ts'
import { subjectNumberIn } from '../../rules/check-filing-numbers.ts'
import { canonicalDomain } from '../../rules/domain-form.ts'
import type { OrderContent, TypeCheck } from '../../rules/order-content.ts'
import { foldFiling, isService, type FiledService, type FiledSubject } from './fold-filing.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import { readFilings } from './read-filings.ts'

/** What is filed already of what an applicant names. */
export type Filed = {
  facts: Pick<FilingFacts, 'subject' | 'service' | 'wrongNumber'>
  /** What is filed in the applicant's own account; what is in another is nobody else's to see. */
  known: Pick<OrderContent, 'subject' | 'service'> | null
  numbers: NonNullable<TypeCheck['filing']>
}

/**
 * Two sources: the orders that have succeeded here, and what the applicant declares in `filing`, which the reviewer and the bureau
 * check. A registry of what is filed, and asking the bureau for it, are still to come.
 */
export async function findFiled (deps: OrdersDeps, { accountId, typeCheck }: { accountId: string, typeCheck: TypeCheck }): Promise<Filed> {
  const declared = declaredNumbers(typeCheck)
  const { subjects, certificate, replaced } = await findSubjects(deps, typeCheck, declared.subjectNumber)
  const subject = subjects.get(certificate) ?? replaced
  const holding = findHolder([...subjects.values()], subject, typeCheck)
  const isOwn = subject?.accountIds.includes(accountId) ?? false
  const service = holding?.isOfSubject ? holding.service : undefined
  const isOwnService = service?.accountId === accountId && service.movedTo === null
  const wrongNumber = isOwn ? findWrongNumber(typeCheck, { subject, service: isOwnService ? service : undefined }) : null
  return {
    facts: {
      subject: {
        filed: subject ? whereabouts(subject) : declared.subjectNumber === undefined ? 'not' : 'elsewhere',
        inThisAccount: isOwn,
        isShell: subject?.isShell ?? false,
        otherCertificate: replaced !== undefined
      },
      service: holding
        ? {
            filed: holding.service.hasAccess ? 'here' : 'elsewhere',
            inThisAccount: (holding.service.movedTo ?? holding.service.accountId) === accountId,
            sameSubject: holding.isOfSubject || isMovedTo(subject, holding.service)
          }
        : { filed: declared.serviceNumber === undefined ? 'not' : 'elsewhere', inThisAccount: false, sameSubject: true },
      wrongNumber
    },
    known: isOwn ? partsOf(subject?.content, isOwnService ? service.content : undefined) : null,
    numbers: {
      ...given('subjectNumber', (isOwn ? subject?.number : null) ?? declared.subjectNumber),
      ...given('serviceNumber', (isOwnService ? service.number : null) ?? declared.serviceNumber)
    }
  }
}

type Found = {
  subjects: Map<string, FiledSubject>
  certificate: string
  /** The subject that has the declared number, under another certificate. */
  replaced: FiledSubject | undefined
}

async function findSubjects (
  deps: OrdersDeps, { certificateNumber, service }: TypeCheck, subjectNumber: string | undefined
): Promise<Found> {
  const key = deps.sealing.lookupKey('certificate', certificateNumber.toUpperCase())
  const certificate = key.toString('hex')
  const domain = service.domain === undefined ? null : canonicalDomain(service.domain)
  const orders = await readFilings(deps, { certificates: [key], domain, subjectNumber: subjectNumber ?? null })
  const others = [...new Set(orders.map((order) => order.certificate).filter((other) => other !== certificate))]
  // Of the others only what names the domain has been read; what became of it may be told by an order that names another one.
  const all = others.length === 0
    ? orders
    : await readFilings(deps, { certificates: [certificate, ...others].map((hex) => Buffer.from(hex, 'hex')), domain: null, subjectNumber: null })
  const subjects = [...Map.groupBy(all, (order) => order.certificate).values()].flatMap((ofOne) => foldFiling(ofOne) ?? [])
  const last = orders.findLast(({ numbers }) => subjectNumber !== undefined && numbers?.subjectNumber === subjectNumber)
  return {
    subjects: new Map(subjects.map((subject) => [subject.certificate, subject])),
    certificate,
    replaced: last?.certificate === certificate ? undefined : subjects.find((subject) => subject.certificate === last?.certificate)
  }
}

type Holding = { service: FiledService, isOfSubject: boolean }

/** Who has the service now: the last to whom it came. Domains are one person's anywhere; names of apps only within a subject. */
function findHolder (subjects: FiledSubject[], own: FiledSubject | undefined, typeCheck: TypeCheck): Holding | undefined {
  return subjects.filter((subject) => subject === own || typeCheck.service.domain !== undefined)
    .flatMap((subject) => subject.services.filter((service) => isService(typeCheck, service))
      .map((service) => ({ service, isOfSubject: subject === own && service.movedTo === null })))
    .sort((one, other) => one.service.at < other.service.at ? -1 : 1).at(-1)
}

function isMovedTo (subject: FiledSubject | undefined, { movedTo }: FiledService): boolean {
  return movedTo !== null && (subject?.accountIds.includes(movedTo) ?? false)
}

/** Here, unless every service of it is hosted elsewhere. */
function whereabouts ({ services }: FiledSubject): 'here' | 'elsewhere' {
  const left = services.filter(({ movedTo }) => movedTo === null)
  return left.length === 0 || left.some(({ hasAccess }) => hasAccess) ? 'here' : 'elsewhere'
}

function declaredNumbers ({ filing = {} }: TypeCheck): NonNullable<TypeCheck['filing']> {
  const { subjectNumber, serviceNumber } = filing
  return {
    ...given('subjectNumber', subjectNumber ?? (serviceNumber === undefined ? undefined : subjectNumberIn(serviceNumber))),
    ...given('serviceNumber', serviceNumber)
  }
}

type Own = { subject: FiledSubject | undefined, service: FiledService | undefined }

function findWrongNumber (typeCheck: TypeCheck, { subject, service }: Own): FilingFacts['wrongNumber'] {
  const { subjectNumber, serviceNumber } = declaredNumbers(typeCheck)
  const differs = (declared: string | undefined, known: string | null | undefined) =>
    declared !== undefined && (known ?? declared) !== declared
  if (differs(serviceNumber, service?.number)) return 'filing.serviceNumber'
  if (!differs(subjectNumber, subject?.number)) return null
  return typeCheck.filing?.subjectNumber === undefined ? 'filing.serviceNumber' : 'filing.subjectNumber'
}

function partsOf (subject: OrderContent['subject'], service: OrderContent['service']): Filed['known'] {
  return { ...subject && { subject }, ...service && { service } }
}

function given (name: 'subjectNumber' | 'serviceNumber', number: string | null | undefined): NonNullable<TypeCheck['filing']> {
  return number === null || number === undefined ? {} : { [name]: number }
}
