import type { Words } from './code-lists.ts'
import { OrderContent } from './order-content.ts'

/** A field by its path, as findings name it: `[]` stands for every place of a list. */
export type Field = {
  readonly path: string
  readonly name: Words
  /** Stands in `content`; what does not is a material, a check or the provider's own data, and edited elsewhere or nowhere. */
  readonly inContent: boolean
}

/** What is asked of the schema of the content, which is the list of its fields. */
export type FieldSchema = { description?: string, properties?: Record<string, FieldSchema>, items?: FieldSchema }

export const CONTENT_SCHEMA = OrderContent as object as FieldSchema

/** Fields of the rule dossier that are no part of the content. */
const OUTSIDE: ReadonlyArray<readonly [path: string, zh: string, en: string]> = [
  ['province', '省份', 'Province of the order'],
  ['subject.principal.idFront', '主体负责人证件正面', 'Document of the subject principal, front'],
  ['subject.principal.idBack', '主体负责人证件反面', 'Document of the subject principal, back'],
  ['subject.principal.authorizationLetter', '主体负责人授权书', 'Authorization letter of the subject principal'],
  ['service.principal.authorizationLetter', '互联网信息服务负责人授权书', 'Authorization letter of the service principal'],
  ['service.principal.liveVerification', '真实性核验', 'Authenticity check of the service principal'],
  ['service.preApprovals[].documents', '审批文件扫描件', 'Scans of the approval'],
  ['service.app.icon', 'APP图标', 'Icon of the app'],
  ['attachments[].content', '附件', 'An attachment'],
  ['order.filingPassword', 'ICP备案密码', 'Filing password'],
  ['cancel.reasonCode', '注销理由', 'Reason of the cancellation'],
  ['cancel.reasonText', '注销理由备注', 'Reason of the cancellation, in words']
]

/** Every field that a finding may be about, but for materials, which are named by their kind: `materials.business_license`. */
export const FIELDS: readonly Field[] = [
  ...fieldsBelow('', CONTENT_SCHEMA),
  ...OUTSIDE.map(([path, zh, en]) => ({ path, name: { zh, en }, inContent: false }))
]

/** The schema's words are the English ones, then the Chinese in brackets. */
function fieldsBelow (path: string, { description = '', properties, items }: FieldSchema): Field[] {
  if (properties) return Object.entries(properties).flatMap(([name, member]) => fieldsBelow(path === '' ? name : `${path}.${name}`, member))
  if (items?.properties) return fieldsBelow(`${path}[]`, items)
  const [, en = '', zh = ''] = /^(.*) \[(.*)\]$/.exec(description) ?? []
  return [{ path, name: { zh, en }, inContent: true }]
}
