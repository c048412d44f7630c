import { Type } from 'typebox'
import { code, date, dateOrLongTerm, text } from './field-schemas.ts'

const principalFields = {
  name: Type.Optional(text('Name as on the identity document [姓名]', 1, 128)),
  idTypeCode: Type.Optional(code('Certificate type id of the identity document: 2, 7, 11, 14, 30, 41 or 42 [证件类型]')),
  idNumber: Type.Optional(text('Number of the identity document [证件号码]', 1, 128)),
  idValidFrom: Type.Optional(date('First day of validity [证件有效期起]')),
  idValidUntil: Type.Optional(dateOrLongTerm('Last day of validity, or long_term [证件有效期止]')),
  mobile: Type.Optional(text('Mainland mobile number; receives the SMS of the ministry [联系方式1]', 11, 11)),
  emergencyPhone: Type.Optional(text('A second mobile number, other than mobile [应急联系电话]', 11, 11)),
  email: Type.Optional(text('E-mail address [电子邮件地址]', 6, 128))
}

/** Who answers for the subject (主体负责人). Only this person has an office phone in the bureau's form. */
export const SubjectPrincipal = Type.Object({
  ...principalFields,
  phone2: Type.Optional(text('Office phone: digits and hyphens [联系方式2 / 办公室电话]', 11, 128))
}, { additionalProperties: false, description: 'The person answering for the subject [主体负责人]' })

/** Who answers for the service (互联网信息服务负责人) and passes the authenticity check in person. */
export const ServicePrincipal = Type.Object(principalFields, {
  additionalProperties: false,
  description: 'The person answering for the service [互联网信息服务负责人]'
})
