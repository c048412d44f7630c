import { Type, type Static } from 'typebox'
import { AccessContent } from './access-content.ts'
import { code, text } from './field-schemas.ts'
import { ServiceContent, ServiceKind } from './service-content.ts'
import { SubjectContent } from './subject-content.ts'

/**
 * What an order says, as the tree the API answers; its paths are the field paths that rules, findings, forms and errors
 * name. A draft is incomplete, so nothing is required here: find-missing.ts knows what a submission needs. Pictures and
 * letters are materials and stand elsewhere.
 */
export const OrderContent = Type.Object({
  subject: Type.Optional(SubjectContent),
  service: Type.Optional(ServiceContent),
  access: Type.Optional(AccessContent)
}, { additionalProperties: false, description: 'What the order says: who files what, hosted where' })

export type OrderContent = Static<typeof OrderContent>

/** What the applicant wants. It is not the type of the order: for `file` that follows from what is filed already. */
const OPERATIONS = [
  'file', 'change_subject', 'change_service', 'change_filing', 'change_access', 'cancel_subject', 'cancel_service', 'cancel_access',
  'transfer', 'migrate_service'
] as const

const Filing = Type.Object({
  subjectNumber: Type.Optional(text('Filing number of the subject [主体备案号], e.g. 粤ICP备12345678号', 1, 64)),
  serviceNumber: Type.Optional(text('Filing number of the service [服务备案号], e.g. 粤ICP备12345678号-1', 1, 64))
}, { additionalProperties: false, description: 'What is filed already, at whichever provider; the review and the bureau check it' })

/**
 * The data that name the type of an order (验证备案类型). They are locked afterwards and answered at their field paths in
 * the content. That a website names a domain and everything else a name is told by check-type-check.ts, in words.
 */
export const TypeCheck = Type.Object({
  province: text('Province code of /v1/meta/provinces [省份]', 1, 64),
  subjectType: text('Subject type code of /v1/meta/subject-types [单位性质]', 1, 64),
  certificateType: code('Certificate type id, one of the subject type [证件类型]'),
  certificateNumber: text('Certificate number [证件号码]', 1, 255),
  service: Type.Object({
    kind: ServiceKind,
    domain: Type.Optional(text('Domain; needed for a website, for nothing else [域名]', 4, 128)),
    appName: Type.Optional(text('Name; needed for an app, a mini program, a quick app [APP名称]', 1, 512))
  }, { additionalProperties: false, description: 'The service to be filed, or that is filed' }),
  operation: Type.Optional(Type.Enum([...OPERATIONS], { description: 'What is wanted; `file` when left out [办理事项]' })),
  filing: Type.Optional(Filing)
}, { additionalProperties: false, description: 'Data of the type check [验证备案类型]' })

export type TypeCheck = Static<typeof TypeCheck>

/** An RFC 7396 merge patch of an OrderContent: null removes a field, so it is not itself an OrderContent. */
export type ContentPatch = Record<string, unknown>
