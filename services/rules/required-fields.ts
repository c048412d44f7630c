/**
 * The fields that the rule dossier marks as required for a first filing, with the words that a person is asked for them in. Left
 * out are the ones of older forms (investor, phone2) and what is looked up instead of asked (registrar, approvals of suffixes).
 */
export type RequiredField = readonly [name: string, zh: string, en: string]

export const SUBJECT_FIELDS: readonly RequiredField[] = [
  ['name', '主办单位名称', 'the name of the subject'],
  ['certificate.address', '证件住所', 'the address on the certificate'],
  ['region', '省/市/区县', 'province, city and district'],
  ['mailingAddress', '通信地址', 'the mailing address']
]

/** Of both principals. The newer forms ask for the second phone. */
export const PRINCIPAL_FIELDS: readonly RequiredField[] = [
  ['name', '负责人姓名', 'the name of the principal'],
  ['idTypeCode', '负责人证件类型', 'the document type of the principal'],
  ['idNumber', '负责人证件号码', 'the document number of the principal'],
  ['idValidUntil', '负责人证件有效期止', 'the last day of validity of the document'],
  ['mobile', '联系方式1（手机号码）', 'the mobile number'],
  ['emergencyPhone', '应急联系电话', 'the emergency number'],
  ['email', '电子邮件地址', 'the e-mail address']
]

/** The forms ask for both ends of the validity here, and only here. */
export const SERVICE_PRINCIPAL_FIELDS: readonly RequiredField[] = [
  ...PRINCIPAL_FIELDS,
  ['idValidFrom', '负责人证件有效期起', 'the first day of validity of the document']
]

export const LEGAL_PERSON_FIELDS: readonly RequiredField[] = [
  ['name', '法定代表人姓名', 'the name of the legal representative'],
  ['idNumber', '法定代表人证件号码', 'the document number of the legal representative']
]

export const SERVICE_FIELDS: readonly RequiredField[] = [
  ['name', '互联网信息服务名称', 'the name of the service'],
  ['contentTypes', '服务内容', 'the content types'],
  ['languages', '语言类别', 'the languages']
]

export const DOMAIN_FIELDS: readonly RequiredField[] = [
  ['name', '域名', 'the domain'],
  ['holderName', '域名注册人名称', 'the holder of the domain'],
  ['holderCertificateType', '域名注册人证件类型', 'the certificate type of the holder'],
  ['holderCertificateNumber', '域名注册人证件号码', 'the certificate number of the holder'],
  ['expiresOn', '域名到期时间', 'the day on which the domain expires'],
  ['realNameVerifiedOn', '域名实名认证时间', 'the day of the real-name verification']
]

export const APP_FIELDS: readonly RequiredField[] = [
  ['name', 'APP名称', 'the name of the app'],
  ['platforms', '运行平台', 'the platforms']
]

const PACKAGE: RequiredField = ['androidPackage', '包名', 'the package name']

/** Rule N-APP-001. HarmonyOS has a package name; key and fingerprint are asked for Android and iOS only. */
export const PLATFORM_FIELDS: Readonly<Record<string, readonly RequiredField[]>> = {
  android: [
    PACKAGE, ['androidPublicKey', '安卓公钥', 'the public key for Android'],
    ['androidFingerprint', '安卓证书MD5指纹', 'the MD5 fingerprint of the Android certificate']
  ],
  harmony: [PACKAGE],
  ios: [
    ['iosBundleId', 'Bundle ID', 'the bundle ID'], ['iosPublicKey', 'iOS公钥', 'the public key for iOS'],
    ['iosFingerprint', 'iOS证书SHA-1指纹', 'the SHA-1 fingerprint of the iOS certificate']
  ]
}

export const ACCESS_FIELDS: readonly RequiredField[] = [
  ['resource', '云资源或备案授权码', 'the resource or its authorization code'],
  ['methods', '接入方式', 'the access method'],
  ['serverLocations', '服务器放置地', 'the location of the servers']
]

export const IP_RANGE_FIELDS: readonly RequiredField[] = [
  ['start', '起始IP', 'the first address'],
  ['end', '终止IP', 'the last address']
]
