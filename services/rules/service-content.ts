import { Type } from 'typebox'
import { AppContent } from './app-content.ts'
import { code, codes, date, text } from './field-schemas.ts'
import { ServicePrincipal } from './principal-content.ts'

/** Certain for the public interface: 1 website, 6 app, 8 quick app; 7 mini program is inferred. */
export const ServiceKind = Type.Enum(['website', 'app', 'mini_program', 'quick_app'], {
  description: 'Kind of service [互联网信息服务类型]'
})

/** No source limits the domains of an order; this keeps one order from carrying a registrar's stock. */
const MAX_DOMAINS = 100

const Domain = Type.Object({
  name: Type.Optional(text('Domain: registrable for a website, as used for an app [域名]', 4, 128)),
  holderName: Type.Optional(text('Who registered it [域名注册人名称]', 1, 255)),
  holderCertificateType: Type.Optional(code('Certificate type id of the holder [域名注册人证件类型]')),
  holderCertificateNumber: Type.Optional(text('Certificate number of the holder [域名注册人证件号码]', 1, 255)),
  registrar: Type.Optional(text('Registrar [域名注册服务机构]', 1, 255)),
  tldApproved: Type.Optional(Type.Boolean({ description: 'The ministry has approved the suffix [顶级域已获批复]' })),
  registrarApproved: Type.Optional(Type.Boolean({ description: 'The ministry has approved the registrar [注册商已获批复]' })),
  expiresOn: Type.Optional(date('Day on which the registration ends [域名到期时间]')),
  realNameVerifiedOn: Type.Optional(date('Day of the real-name verification [域名实名认证时间]'))
}, { additionalProperties: false, description: 'A domain of the service [域名]' })

/** Of a new filing: upload schema V.3.0, Syurl. One element of a service added to a filing would hold 512. */
const MAX_HOME_PAGE_URL = 255

const PreApproval = Type.Object({
  number: Type.Optional(text('Number of the approval [前置审批号]', 1, 512))
}, { additionalProperties: false, description: 'An approval, at the position of its type in preApprovalTypes [前置审批]' })

/** What is filed (互联网信息服务): sections 2.3 to 2.6 of the rule dossier. */
export const ServiceContent = Type.Object({
  kind: Type.Optional(ServiceKind),
  name: Type.Optional(text('Name of the site or app [互联网信息服务名称]', 1, 512)),
  contentTypes: Type.Optional(codes('What it offers: ids of /v1/meta/content-types [服务内容]', 1, 64)),
  languages: Type.Optional(codes('Languages: ids of /v1/meta/languages [语言类别]', 1, 256)),
  preApprovalTypes: Type.Optional(codes('Approvals it needs: ids of /v1/meta/pre-approval-types; empty = none applies [前置审批]', 0, 64)),
  preApprovals: Type.Optional(Type.Array(PreApproval, { description: 'One for each of preApprovalTypes, in its order', maxItems: 64 })),
  homePageUrl: Type.Optional(text('Home page without a scheme, on a filed domain [网站首页URL]', 4, MAX_HOME_PAGE_URL)),
  remark: Type.Optional(text('Remark on the service [服务备注]', 1, 1024)),
  existingFilingNumber: Type.Optional(text('Filing number the service already has [网站备案号]', 1, 128)),
  domains: Type.Optional(Type.Array(Domain, { description: 'Domains; a new website has exactly one', maxItems: MAX_DOMAINS })),
  app: Type.Optional(AppContent),
  principal: Type.Optional(ServicePrincipal)
}, { additionalProperties: false, description: 'What is filed: a website, an app, a mini program [互联网信息服务]' })
