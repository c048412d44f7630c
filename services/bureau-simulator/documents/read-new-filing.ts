import { child, children, textOf, type XmlElement } from '../../bureau/pipeline/xml.ts'
import type { Access, Attachment, NewFiling, Person, Site, Subject } from './new-filing.ts'

/** Reads a `Baxx` that has the shape of a new filing; what the shape promises is not asked for again. */
export function readNewFiling (record: XmlElement): NewFiling {
  return {
    subject: readSubject(child(record, 'Zt_xx')),
    sites: children(record, 'Wz_xx').map(readSite),
    attachments: children(record, 'Fj').flatMap((part) => children(part, 'Fjxx')).map(readAttachment)
  }
}

function readSubject (subject: XmlElement | undefined): Subject {
  return {
    ispId: required(subject, 'IspZtid'),
    name: required(subject, 'Dwmc'),
    nature: textOf(subject, 'Dwxz'),
    investor: textOf(subject, 'Tzr'),
    province: required(subject, 'Txdz', 'Shengid'),
    city: required(subject, 'Txdz', 'Shiid'),
    county: textOf(subject, 'Txdz', 'Xianid'),
    address: textOf(subject, 'Txdz', 'Xxdz'),
    certificateType: required(subject, 'Zj', 'Zjlx'),
    certificateNumber: required(subject, 'Zj', 'Zjhm'),
    certificateAddress: required(subject, 'Zj', 'Zjzs'),
    principal: readPerson(child(subject, 'Fzr')),
    reportedBy: required(subject, 'Bbfs'),
    remark: textOf(subject, 'Bz')
  }
}

function readPerson (person: XmlElement | undefined): Person {
  return {
    name: textOf(person, 'Fzr_xm'),
    officePhone: textOf(person, 'Fzr_dhhm'),
    mobile: required(person, 'Fzr_sjhm'),
    email: required(person, 'Fzr_dzyj'),
    msn: textOf(person, 'Msn'),
    qq: textOf(person, 'Qq'),
    idType: textOf(person, 'Fzr_zjlx'),
    idNumber: textOf(person, 'Fzr_zjhm')
  }
}

function readSite (site: XmlElement): Site {
  return {
    ispId: required(site, 'IspWzid'),
    name: required(site, 'Wzmc'),
    approvals: children(child(site, 'Nrlx'), 'Nrlx_xx').map((approval) => required(approval, 'Nrlx_id')),
    contents: texts(child(site, 'Fwnr'), 'Fwnr_id'),
    languages: texts(child(site, 'Yylb'), 'Yylb_id'),
    domains: children(site, 'Ym_xx').map((domain) => ({
      ispId: required(domain, 'IspYmid'), name: required(domain, 'Ym').toLowerCase()
    })),
    accesses: children(site, 'Jr_xx').map(readAccess),
    principal: readPerson(child(site, 'Wz_Fzr')),
    homeUrl: textOf(site, 'Syurl'),
    remark: textOf(site, 'Wz_Bz')
  }
}

function readAccess (access: XmlElement): Access {
  return {
    ispId: required(access, 'IspJrid'),
    locations: texts(child(access, 'Wzfb'), 'Fbdd'),
    methods: texts(child(access, 'Wzjrfs'), 'Jrfs'),
    ranges: children(access, 'Ip_xx').map((range) => ({
      ispId: required(range, 'IspIpid'), start: required(range, 'Qsip'), end: required(range, 'Zzip')
    }))
  }
}

function readAttachment (attachment: XmlElement): Attachment {
  return {
    format: required(attachment, 'Fjwjgs'),
    purpose: required(attachment, 'Fjyt'),
    bytes: decodedBytes(required(attachment, 'Fjnr')),
    ownerKind: required(attachment, 'Fjssdx', 'Ssdxlx'),
    ownerId: required(attachment, 'Fjssdx', 'Ssdxbs')
  }
}

/** -1 for what is no base64: the check answers 5010. */
function decodedBytes (content: string): number {
  const compact = content.replace(/\s+/g, '')
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return -1
  return Buffer.byteLength(compact, 'base64')
}

function texts (parent: XmlElement | undefined, name: string): string[] {
  return children(parent, name).map(({ text }) => text)
}

function required (parent: XmlElement | undefined, ...path: string[]): string {
  const found = textOf(parent, ...path)
  if (found === null) throw new Error(`the shape promised ${path.join('/')}`)
  return found
}
