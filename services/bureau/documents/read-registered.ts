import { child, children, textOf, type XmlElement } from '../pipeline/xml.ts'

/** One thing by its two ids: ours, where it was filed through us, and the bureau's, which changes and cancellations need. */
export type IdPair = { ours: string | null, bureau: string | null }

/** Registered data (BASJ) of one subject: numbers, dates and the five levels of ids. Never the filing password. */
export type RegisteredRecord = {
  kind: 'registered'
  subject: IdPair & { number: string, reportedOn: string | null, changedOn: string | null }
  services: RegisteredService[]
}

export type RegisteredService = {
  number: string | null
  name: string | null
  domains: Array<IdPair & { name: string | null }>
  accesses: Array<IdPair & { ipRanges: IdPair[] }>
} & IdPair

/** Null when there is no number of the subject: then nothing is registered yet. */
export function readRegistered (filing: XmlElement): RegisteredRecord | null {
  const subject = child(filing, 'Zt_xx')
  const number = textOf(subject, 'Baxh')
  if (subject === undefined || number === null) return null
  return {
    kind: 'registered',
    subject: {
      ...ids(subject, 'IspZtid', 'Ztid'),
      number,
      reportedOn: textOf(subject, 'Scbbsj'),
      changedOn: textOf(subject, 'Zjxgsj')
    },
    services: children(filing, 'Wz_xx').map(readService)
  }
}

function readService (service: XmlElement): RegisteredService {
  return {
    ...ids(service, 'IspWzid', 'Wzid'),
    number: textOf(service, 'Baxh'),
    name: textOf(service, 'Wzmc'),
    domains: children(service, 'Ym_xx').map((domain) => ({ ...ids(domain, 'IspYmid', 'Ymid'), name: textOf(domain, 'Ym') })),
    accesses: children(service, 'Jr_xx').map((access) => ({
      ...ids(access, 'IspJrid', 'Jrid'),
      ipRanges: children(access, 'Ip_xx').map((range) => ids(range, 'IspIpid', 'Ipid'))
    }))
  }
}

function ids (record: XmlElement, ours: string, bureau: string): IdPair {
  return { ours: textOf(record, ours), bureau: textOf(record, bureau) }
}
