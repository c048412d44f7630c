import type { OrderContent } from '../../rules/order-content.ts'
import { element, writeXml, type XmlElement } from '../pipeline/xml.ts'
import { accessElement } from './access-element.ts'
import { codeElements } from './code-elements.ts'
import { given, needed } from './document-incomplete.ts'
import { postalAddress } from './postal-address.ts'
import { principalElements } from './principal-elements.ts'

/** Ours, fresh for every attempt, decimal: the bureau's schema wants numbers of 64 bits and answers with them. */
export type NewFilingIds = {
  subject: string
  service: string
  /** One for each of service.domains, in its order. */
  domains: string[]
  access: string
  /** One for each of access.ipRanges, in its order. */
  ipRanges: string[]
}

export type NewFiling = {
  reportingUnitId: string
  ids: NewFilingIds
  /** The bureau's id of the subject type (Dwxz), not our code. */
  subjectTypeId: number
  certificateType: number
  certificateNumber: string
  content: OrderContent
  /** For each of service.preApprovalTypes, in its order, pictures of the approval in base64. */
  approvalDocuments?: string[][]
  attachments?: FilingAttachment[]
}

export type FilingAttachment = {
  about: 'subject' | 'service'
  /** Codes of the bureau's own lists: no two published lists agree. */
  formatCode: number
  purposeCode: number
  base64: string
}

type Subject = NonNullable<OrderContent['subject']>
type Service = NonNullable<OrderContent['service']>

/** 代为报备: the provider files on the organiser's behalf. */
const FILED_BY_PROVIDER = 1

/** 个人: a person who files is the subject already, so the principal may go without a name. */
const INDIVIDUAL = 5

/**
 * The upload document of one first filing (新增备案) in version V.3.0, elements in the order of the official schema.
 * @throws DocumentIncomplete with the path of the field that is missing.
 */
export function buildNewFiling (filing: NewFiling): string {
  const record = element('Baxx', [writeSubject(filing), writeService(filing), ...writeAttachments(filing)])
  return writeXml(element('UploadData', [
    element('ICP', [element('XZBA', [record]), element('Qqdwid', filing.reportingUnitId)])
  ], { version: 'V.3.0' }), { encoding: 'GBK' })
}

function writeSubject ({ ids, subjectTypeId, certificateType, certificateNumber, content }: NewFiling): XmlElement {
  const subject: Subject = content.subject ?? {}
  return element('Zt_xx', [
    element('IspZtid', needed(ids.subject, 'ids.subject')),
    element('Dwmc', needed(subject.name, 'subject.name')),
    element('Dwxz', subjectTypeId),
    element('Tzr', subject.investor),
    element('Txdz', postalAddress(subject.region, subject.mailingAddress)),
    element('Zj', [ // a sequence: type, number, address
      element('Zjlx', certificateType),
      element('Zjhm', needed(certificateNumber, 'subject.certificate.number')),
      element('Zjzs', needed(subject.certificate?.address, 'subject.certificate.address'))
    ]),
    element('Fzr', principalElements(subject.principal, { path: 'subject.principal', mayBeNameless: subjectTypeId === INDIVIDUAL })),
    element('Bbfs', FILED_BY_PROVIDER),
    element('Bz', subject.remark)
  ])
}

function writeService ({ ids, content, approvalDocuments }: NewFiling): XmlElement {
  const service: Service = content.service ?? {}
  return element('Wz_xx', [ // all of it a sequence
    element('IspWzid', needed(ids.service, 'ids.service')),
    element('Wzmc', needed(service.name, 'service.name')),
    element('Nrlx', writeApprovals(service, approvalDocuments ?? [])),
    element('Fwnr', codeElements('Fwnr_id', service.contentTypes, 'service.contentTypes')),
    element('Yylb', codeElements('Yylb_id', service.languages, 'service.languages')),
    ...writeDomains(service, ids),
    accessElement(content.access, ids),
    element('Wz_Fzr', principalElements(service.principal, { path: 'service.principal', officePhone: content.subject?.principal?.phone2 })),
    element('Syurl', service.homePageUrl),
    element('Wz_Bz', service.remark)
  ])
}

function writeApprovals (service: Service, documents: string[][]): XmlElement[] {
  return (service.preApprovalTypes ?? []).map((type, index) => {
    const path = `service.preApprovals[${index}]`
    const pictures = given(documents[index], `${path}.documents`)
    return element('Nrlx_xx', [
      element('Nrlx_id', type),
      element('Qzsph', needed(service.preApprovals?.[index]?.number, `${path}.number`)),
      ...pictures.map((picture) => element('Spwj', picture))
    ])
  })
}

/** V.3.0 knows no service without a domain; apps and mini programs came with a later version that is not public. */
function writeDomains (service: Service, ids: NewFilingIds): XmlElement[] {
  return given(service.domains, 'service.domains').map(({ name }, index) => element('Ym_xx', [
    element('IspYmid', needed(ids.domains[index], `ids.domains[${index}]`)),
    element('Ym', needed(name, `service.domains[${index}].name`))
  ]))
}

function writeAttachments ({ attachments = [], ids }: NewFiling): XmlElement[] {
  return attachments.map(({ about, formatCode, purposeCode, base64 }) => element('Fj', [
    element('Fjxx', [
      element('Fjwjgs', formatCode),
      element('Fjyt', purposeCode),
      element('Fjnr', base64),
      element('Fjssdx', [ // 1 and 2 as in the schema; the downloadable code list counts from 0
        element('Ssdxlx', about === 'subject' ? 1 : 2),
        element('Ssdxbs', about === 'subject' ? ids.subject : ids.service)
      ])
    ])
  ]))
}
