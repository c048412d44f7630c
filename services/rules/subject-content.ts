import { Type } from 'typebox'
import { code, dateOrLongTerm, text } from './field-schemas.ts'
import { SubjectPrincipal } from './principal-content.ts'

const Certificate = Type.Object({
  typeCode: Type.Optional(code('Certificate type id; from the type check, locked [证件类型]')),
  number: Type.Optional(text('Certificate number; from the type check, locked [证件号码]', 1, 255)),
  address: Type.Optional(text('Address as on the certificate [证件住所]', 1, 1024)),
  validUntil: Type.Optional(dateOrLongTerm('Last day of validity, or long_term [证件有效期]'))
}, { additionalProperties: false, description: 'The certificate that the subject files with [主体证件]' })

const LegalPerson = Type.Object({
  name: Type.Optional(text('Name as in the business registry [法定代表人姓名]', 1, 128)),
  idNumber: Type.Optional(text('Number of the identity document [法定代表人证件号码]', 1, 128))
}, { additionalProperties: false, description: 'The legal representative of a unit [法定代表人]' })

/** Who files (主体): rules of fields, section 2.1 and 2.2 of the rule dossier, sources miit-v3, bureau-form, hw-kb. */
export const SubjectContent = Type.Object({
  name: Type.Optional(text('Name as on the certificate [主办单位名称]', 1, 255)),
  type: Type.Optional(text('Subject type, a code of /v1/meta/subject-types; from the type check, locked [单位性质]', 1, 64)),
  certificate: Type.Optional(Certificate),
  region: Type.Optional(Type.String({
    description: 'Six digits of GB/T 2260: province, city, district [省/市/区县]', pattern: '^\\d{6}$', examples: ['440305']
  })),
  mailingAddress: Type.Optional(text('Address below the district, down to the door number [通信地址]', 1, 1024)),
  investor: Type.Optional(text('Investor or supervising body [投资人或主管单位]', 1, 255)),
  remark: Type.Optional(text('Remark on the subject [主体备注]', 1, 1024)),
  existingFilingNumber: Type.Optional(text('Filing number the subject already has [主体备案号]', 1, 128)),
  legalPerson: Type.Optional(LegalPerson),
  principal: Type.Optional(SubjectPrincipal)
}, { additionalProperties: false, description: 'Who files [主体]' })
