import type { Text } from '../../../machines/order/order-events.ts'

/** Who has to act on a result. The letters of the code list in the dossier: A R D C T P B. */
export type ResultGroup = 'approved' | 'refused' | 'applicant' | 'conflict' | 'timing' | 'provider' | 'blacklisted'

export type ResultCode = {
  meaning: Text
  group: ResultGroup
  /**
   * Our field path, where the code names one thing. A code about persons does not say which: the subject's is named, whose office
   * phone is also the one that our document gives for the service's principal.
   */
  field: string | null
}

export const PASSED = 1001
export const REFUSED = 1002

/** 1060 and 1062 only tell that a step went well: alone they decide nothing. */
export const SUCCESS_CODES: ReadonlySet<number> = new Set([PASSED, 1060, 1062])

/** The bureau may invent codes at any time: an unknown one goes to the provider's staff, never blamed on the applicant. */
const UNKNOWN: ResultCode = {
  meaning: { zh: '未知的结果代码', en: 'Unknown result code' }, group: 'provider', field: null
}

export function resultCode (code: number | null): ResultCode {
  return (code === null ? undefined : RESULT_CODES.get(code)) ?? UNKNOWN
}

/** Interface specification V3.0, list of data result codes (Jgdm); the groups and fields are ours. */
export const RESULT_CODES: ReadonlyMap<number, ResultCode> = new Map([
  row(1001, '管局审核通过', 'Passed by the bureau', 'approved'),
  row(1002, '管局审核拒绝', 'Refused by the bureau', 'refused'),
  row(1003, '主办者冲突', 'Conflict with another organiser', 'conflict', 'subject.name'),
  row(1004, '域名无效', 'Domain invalid', 'applicant', 'service.domains[].name'),
  row(1005, '域名已备案', 'Domain already filed', 'conflict', 'service.domains[].name'),
  row(1006, 'IP地址无效', 'IP address invalid', 'provider', 'access.ipRanges'),
  row(1007, '联系方式无效', 'Contact invalid', 'applicant'),
  row(1008, '证件无效', 'Certificate invalid', 'applicant', 'subject.certificate.number'),
  row(1009, '电子邮箱无效', 'E-mail address invalid', 'applicant', 'subject.principal.email'),
  row(1010, '办公电话无效', 'Office phone invalid', 'applicant', 'subject.principal.phone2'),
  row(1011, '手机号码无效', 'Mobile number invalid', 'applicant', 'subject.principal.mobile'),
  row(1012, 'MSN账号无效', 'MSN account invalid', 'applicant'),
  row(1013, 'QQ号码无效', 'QQ number invalid', 'applicant'),
  row(1014, '单位性质无效', 'Unit nature invalid', 'applicant', 'subject.type'),
  row(1015, '身份证号码无效', 'Identity number invalid', 'applicant', 'subject.principal.idNumber'),
  row(1016, '引用的数据不在备案库中', 'The data referred to are not in the registry', 'conflict'),
  row(1017, '已有变更正在审核', 'A change is already under review', 'timing'),
  row(1018, '备案密码错误', 'Filing password wrong', 'applicant', 'order.filingPassword'),
  row(1019, '行政区划代码错误', 'Region code wrong', 'applicant', 'subject.region'),
  row(1020, '网站名称冲突', 'Site name conflict', 'conflict', 'service.name'),
  row(1021, '网站首页网址已备案', 'Home page address already filed', 'conflict', 'service.homePageUrl'),
  row(1022, '网站首页网址格式错误', 'Home page address malformed', 'applicant', 'service.homePageUrl'),
  row(1023, 'IP数据不在备案库中', 'IP data not in the registry', 'provider', 'access.ipRanges'),
  row(1024, 'IP地址冲突', 'IP address conflict', 'provider', 'access.ipRanges'),
  row(1025, '网站仅有一个接入，不能取消', 'The only access of the site cannot be cancelled', 'conflict'),
  row(1026, '注销原因代码错误', 'Cancel reason code wrong', 'provider', 'cancel.reasonCode'),
  row(1027, '已提交注销主体申请', 'Cancellation of the subject already requested', 'timing'),
  row(1028, 'ICP用户名错误', 'ICP user name wrong', 'applicant'),
  row(1029, '接入信息重复', 'Same access given twice', 'conflict', 'access.resource'),
  row(1030, '已提交注销网站申请', 'Cancellation of the site already requested', 'timing'),
  row(1031, '网站负责人办公电话为空', 'Office phone of the site principal is empty', 'applicant', 'subject.principal.phone2'),
  row(1032, '已提交取消接入申请', 'Cancellation of the access already requested', 'timing'),
  row(1033, '前置审批类型无效', 'Approval type invalid', 'applicant', 'service.preApprovalTypes'),
  row(1034, '服务内容无效', 'Service content invalid', 'applicant', 'service.contentTypes'),
  row(1035, '接入方式无效', 'Access method invalid', 'provider', 'access.methods'),
  row(1036, '服务器放置地无效', 'Server location invalid', 'provider', 'access.serverLocations'),
  row(1037, '网站已报备', 'Site already reported', 'conflict', 'service.name'),
  row(1038, '接入已报备', 'Access already reported', 'conflict', 'access.resource'),
  row(1039, '域名已报备', 'Domain already reported', 'conflict', 'service.domains[].name'),
  row(1040, '接入IP地址已报备', 'Address of the access already reported', 'conflict', 'access.ipRanges'),
  row(1041, '网站首页网址须包含所备案域名', 'Home page address must contain one of the domains', 'applicant', 'service.homePageUrl'),
  row(1042, '主体正在注销，不能注销网站', 'Subject is being cancelled, the site cannot be', 'timing'),
  row(1043, '网站正在注销，不能注销主体', 'Site is being cancelled, the subject cannot be', 'timing'),
  row(1044, '主体负责人姓名为空', 'Name of the subject principal is empty', 'applicant', 'subject.principal.name'),
  row(1045, '接入商只能使用所在省的系统', 'A provider may only use the system of its own province', 'provider'),
  row(1046, '主体所在省份不能变更', 'The province of a subject cannot change', 'conflict', 'subject.region'),
  row(1047, '只能取消本单位的接入', 'Only own access can be cancelled', 'provider'),
  row(1048, '非本单位接入的备案', 'Not a filing this provider gives access to', 'provider'),
  row(1049, '主体已注销', 'Subject already cancelled', 'conflict'),
  row(1050, '网站已注销', 'Site already cancelled', 'conflict'),
  row(1051, '该主体变更申请过多', 'Too many change requests for this subject', 'timing'),
  row(1052, '原系统中仍有在办业务', 'A request is still in work in the former system', 'timing'),
  row(1053, '报备单位已删除', 'Reporting unit deleted', 'provider'),
  row(1054, '报备单位无效', 'Reporting unit invalid', 'provider'),
  row(1055, '核验单不属于该备案', 'Verification form belongs to another filing', 'provider'),
  row(1056, '附件格式代码错误', 'Attachment format code wrong', 'provider'),
  row(1057, '附件用途代码错误', 'Attachment purpose code wrong', 'provider'),
  row(1058, '主体不存在', 'Subject does not exist', 'conflict', 'subject.existingFilingNumber'),
  row(1059, '网站不存在', 'Site does not exist', 'conflict', 'service.existingFilingNumber'),
  row(1060, '核验单已接收', 'Verification form stored', 'approved'),
  row(1061, '核验单用途与对象不符', 'Form purpose does not match its target', 'provider'),
  row(1062, 'IP比对一致', 'IP comparison fine', 'approved'),
  row(1063, 'IP与接入商IP备案不一致', "IP differs from the provider's IP filing", 'provider', 'access.ipRanges'),
  row(1064, '网站域名在黑名单中', 'Domain of the site is black-listed', 'blacklisted', 'service.domains[].name'),
  row(1065, '主体在黑名单中', 'Subject is black-listed', 'blacklisted', 'subject.name'),
  row(1066, '语言类别代码错误', 'Language code wrong', 'provider', 'service.languages'),
  row(1067, '备案号或标识对应多个网站', 'Number or key matches several sites', 'conflict', 'service.existingFilingNumber'),
  row(1068, '备案号或标识对应多条汇总记录', 'Number or key matches several summary records', 'conflict'),
  row(1999, '其他错误', 'Other error', 'provider'),
  row(5001, '文件不符合XSD', 'File does not conform to the schema', 'provider'),
  row(5002, '属性无法识别', 'Attribute unknown', 'provider'),
  row(5003, '请求单位与调用者不一致', 'Requesting unit is not the caller', 'provider'),
  row(5004, '接口版本错误', 'Interface version wrong', 'provider'),
  row(5005, '未备案网站不属于本单位', 'Unfiled site is not yours', 'provider'),
  row(5006, '未备案网站已处理', 'Unfiled site already answered', 'provider'),
  row(5007, '处理结果代码错误', 'Handling code wrong', 'provider'),
  row(5008, '包含非法字符', 'Illegal characters', 'applicant'),
  row(5009, '无操作权限', 'No right to do this', 'provider'),
  row(5010, '附件内容格式错误', 'Attachment malformed', 'provider'),
  row(5011, '功能未开放', 'Function not open', 'provider'),
  row(5999, '其他错误', 'Other error', 'provider')
])

function row (code: number, zh: string, en: string, group: ResultGroup, field: string | null = null): [number, ResultCode] {
  return [code, { meaning: { zh, en }, group, field }]
}
