import type { RegisteredRecord } from './read-registered.ts'

export type FilingRegistered = {
  type: 'filing_registered'
  operation: number
  recordId: string
  subjectNumber: string
  serviceNumbers: string[]
  bureauIds: BureauIds
}

/** The bureau's own ids on its five levels, in the order of the document. A type, so that it passes as a plain record. */
export type BureauIds = {
  subject: string
  services: string[]
  domains: string[]
  accesses: string[]
  ipRanges: string[]
}

/** Registered data name no operation; the ids of ours that they carry tell which request brought them about. */
export function registeredOutcome ({ subject, services }: RegisteredRecord): FilingRegistered {
  const accesses = services.flatMap((service) => service.accesses)
  return {
    type: 'filing_registered',
    ...requestOf(subject.ours, services[0]?.ours, accesses[0]?.ours),
    subjectNumber: subject.number,
    serviceNumbers: known(services.map(({ number }) => number)),
    bureauIds: {
      subject: subject.bureau ?? '',
      services: known(services.map(({ bureau }) => bureau)),
      domains: known(services.flatMap(({ domains }) => domains).map(({ bureau }) => bureau)),
      accesses: known(accesses.map(({ bureau }) => bureau)),
      ipRanges: known(accesses.flatMap(({ ipRanges }) => ipRanges).map(({ bureau }) => bureau))
    }
  }
}

/** A new filing hands out an id of the subject, an added service one of the service, an added access one of the access. */
function requestOf (subject: string | null, service: string | null | undefined, access: string | null | undefined) {
  if (subject !== null) return { operation: 1, recordId: subject }
  if (service != null) return { operation: 2, recordId: service }
  if (access != null) return { operation: 3, recordId: access }
  return { operation: 0, recordId: '' }
}

function known (values: Array<string | null>): string[] {
  return values.filter((value) => value !== null)
}
