import type { FilingFacts } from '../../../machines/order/type-check/name-order-type.ts'
import { subjectNumberIn } from '../../rules/check-filing-numbers.ts'
import type { OrderContent, TypeCheck } from '../../rules/order-content.ts'
import type { FiledService, FiledSubject } from './filed-subject.ts'
import { findFiledSubjects } from './find-filed-subjects.ts'
import { isService } from './fold-service.ts'
import type { OrdersDeps } from '../orders-deps.ts'

/** What is filed already of what an applicant names. */
export type Filed = {
  facts: Pick<FilingFacts, 'subject' | 'service' | 'wrongNumber'>
  /** What the applicant's own account has said of it, or was handed; what another has said is nobody else's to see. */
  known: Pick<OrderContent, 'subject' | 'service'> | null
  numbers: NonNullable<TypeCheck['filing']>
}

/**
 * Two sources: the orders that have succeeded here, and what the applicant declares in `filing`, which the reviewer and the bureau
 * check. A registry of what is filed, and asking the bureau for it, are still to come.
 */
export async function findFiled (deps: OrdersDeps, { accountId, typeCheck }: { accountId: string, typeCheck: TypeCheck }): Promise<Filed> {
  const declared = declaredNumbers(typeCheck)
  const { subjects, own, replaced } = await findFiledSubjects(deps, typeCheck, { subjectNumber: declared.subjectNumber })
  const subject = own ?? replaced
  const holding = findHolder(subjects, subject, typeCheck)
  const isOwn = subject?.accountIds.includes(accountId) ?? false
  const service = holding?.isOfSubject && holding.service.accountId === accountId ? holding.service : undefined
  return {
    facts: {
      subject: {
        filed: subject ? whereabouts(subject) : declared.subjectNumber === undefined ? 'not' : 'elsewhere',
        knownHere: subject !== undefined,
        inThisAccount: isOwn,
        hasAccess: subject?.services.some((one) => one.accountId === accountId && one.hasAccess) ?? false,
        province: subject?.province ?? null,
        isShell: subject?.isShell ?? false,
        otherCertificate: replaced !== undefined
      },
      service: holding
        ? {
            filed: holding.service.hasAccess ? 'here' : 'elsewhere',
            knownHere: true,
            inThisAccount: holding.service.accountId === accountId,
            sameSubject: holding.isOfSubject
          }
        : { filed: declared.serviceNumber === undefined ? 'not' : 'elsewhere', knownHere: false, inThisAccount: false, sameSubject: true },
      wrongNumber: isOwn ? findWrongNumber(typeCheck, { subject, service }) : null
    },
    known: isOwn ? partsOf(subject?.contents[accountId], service?.content) : null,
    numbers: {
      ...given('subjectNumber', (isOwn ? subject?.number : null) ?? declared.subjectNumber),
      ...given('serviceNumber', service?.number ?? declared.serviceNumber)
    }
  }
}

type Holding = { service: FiledService, isOfSubject: boolean }

/** Who has the service now: the last to whom it came. Domains are one person's anywhere; names of apps only within a subject. */
function findHolder (subjects: FiledSubject[], own: FiledSubject | undefined, typeCheck: TypeCheck): Holding | undefined {
  return subjects.filter((subject) => subject === own || typeCheck.service.domain !== undefined)
    .flatMap((subject) => subject.services.filter((service) => isService(typeCheck, service))
      .map((service) => ({ service, isOfSubject: subject === own })))
    .sort((one, other) => one.service.at < other.service.at ? -1 : 1).at(-1)
}

/** Here, unless every service of it is hosted elsewhere. */
function whereabouts ({ services }: FiledSubject): 'here' | 'elsewhere' {
  return services.length === 0 || services.some(({ hasAccess }) => hasAccess) ? 'here' : 'elsewhere'
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
