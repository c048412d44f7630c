import { element, type XmlElement } from '../../bureau/pipeline/xml.ts'
import type { RegisteredFiling } from '../life/allot-numbers.ts'
import type { Person } from './new-filing.ts'
import { writeDownload } from './result-document.ts'

/**
 * `BASJ`: the data as registered, with numbers and the bureau's five levels of ids. Approvals (`Nrlx`) are left out: their
 * scanned papers are mandatory there, and the simulator keeps no attachments.
 */
export function writeRegisteredDocument (registered: RegisteredFiling): string {
  const sites = registered.sites.map((site) => writeSite(site, registered))
  return writeDownload([element('BASJ', [element('Baxx', [writeSubject(registered), ...sites])])])
}

function writeSubject ({ subject, subjectId, subjectNumber, registeredOn }: RegisteredFiling): XmlElement {
  return element('Zt_xx', [
    element('IspZtid', subject.ispId),
    element('Ztid', subjectId),
    element('Dwmc', subject.name),
    element('Dwxz', subject.nature),
    element('Txdz', [
      element('Shengid', subject.province),
      element('Shiid', subject.city),
      element('Xianid', subject.county),
      element('Xxdz', subject.address)
    ]),
    element('Zj', [
      element('Zjlx', subject.certificateType),
      element('Zjhm', subject.certificateNumber),
      element('Zjzs', subject.certificateAddress)
    ]),
    element('Fzr', writePerson(subject.principal)),
    element('Baxh', subjectNumber),
    element('Bbyhlx', subject.reportedBy),
    element('Tzr', subject.investor),
    element('Scbbsj', registeredOn),
    element('Zjxgsj', registeredOn),
    element('Bz', subject.remark)
  ])
}

function writeSite (site: RegisteredFiling['sites'][number], { ispId, registeredOn }: RegisteredFiling): XmlElement {
  return element('Wz_xx', [
    element('IspWzid', site.ispId),
    element('Wzid', site.id),
    element('Wzmc', site.name),
    element('Fwnr', site.contents.map((content) => element('Fwnr_id', content))),
    element('Yylb', site.languages.map((language) => element('Yylb_id', language))),
    ...site.domains.map((domain) => element('Ym_xx', [
      element('IspYmid', domain.ispId), element('Ymid', domain.id), element('Ym', domain.name)
    ])),
    ...site.accesses.map((access) => writeAccess(access, ispId)),
    element('Wz_Fzr', writePerson(site.principal)),
    element('Syurl', site.homeUrl),
    element('Wz_Bz', site.remark),
    element('Scbbsj', registeredOn),
    element('Zjxgsj', registeredOn),
    element('Baxh', site.number)
  ])
}

function writeAccess (access: RegisteredFiling['sites'][number]['accesses'][number], ispId: string): XmlElement {
  return element('Jr_xx', [
    element('IspJrid', access.ispId),
    element('Jrid', access.id),
    element('Ispid', ispId),
    element('Wzfb', access.locations.map((location) => element('Fbdd', location))),
    element('Wzjrfs', access.methods.map((method) => element('Jrfs', method))),
    ...access.ranges.map((range) => element('Ip_xx', [
      element('IspIpid', range.ispId), element('Ipid', range.id), element('Qsip', range.start), element('Zzip', range.end)
    ]))
  ])
}

function writePerson (person: Person): XmlElement[] {
  return [
    element('Fzr_xm', person.name),
    element('Fzr_dhhm', person.officePhone),
    element('Fzr_sjhm', person.mobile),
    element('Fzr_dzyj', person.email),
    element('Msn', person.msn),
    element('Qq', person.qq),
    element('Fzr_zjlx', person.idType),
    element('Fzr_zjhm', person.idNumber)
  ]
}
