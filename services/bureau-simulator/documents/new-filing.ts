/** A record of operation XZBA as the bureau understood it. Ids are text: they have 64 bits. Attachments lose their content. */
export type NewFiling = {
  subject: Subject
  sites: Site[]
  attachments: Attachment[]
}

export type Subject = {
  ispId: string
  name: string
  nature: string | null
  investor: string | null
  province: string
  city: string
  county: string | null
  address: string | null
  certificateType: string
  certificateNumber: string
  certificateAddress: string
  principal: Person
  reportedBy: string
  remark: string | null
}

export type Person = {
  name: string | null
  officePhone: string | null
  mobile: string
  email: string
  msn: string | null
  qq: string | null
  idType: string | null
  idNumber: string | null
}

export type Site = {
  ispId: string
  name: string
  approvals: string[]
  contents: string[]
  languages: string[]
  domains: { ispId: string, name: string }[]
  accesses: Access[]
  principal: Person
  homeUrl: string | null
  remark: string | null
}

export type Access = {
  ispId: string
  locations: string[]
  methods: string[]
  ranges: { ispId: string, start: string, end: string }[]
}

export type Attachment = {
  format: string
  purpose: string
  bytes: number
  ownerKind: string
  ownerId: string
}
