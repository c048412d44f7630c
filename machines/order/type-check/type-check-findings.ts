import type { Finding, Text } from '../order-events.ts'

/** `request`: what was asked can never be right. `filings`: it contradicts what is filed, which may change. */
type Row = { about: 'request' | 'filings', severity: Finding['severity'], message: Text, suggestion: Text }

/** All that a type check may find. Sources: lifecycle 4.1, 4.2, 5.2, 5.3 and 9. */
const TYPE_CHECK_FINDINGS = {
  SERVICE_KIND_NOT_OFFERED: {
    about: 'request',
    severity: 'reject',
    message: { zh: '本接入商不办理该类型的互联网信息服务。', en: 'This provider does not file services of this kind.' },
    suggestion: { zh: '请在办理该类型服务的平台备案。', en: 'File it at a provider that does.' }
  },
  SERVICE_KIND_NOT_OF_TYPE: {
    about: 'request',
    severity: 'reject',
    message: { zh: '该类型的互联网信息服务不支持此项办理，迁移仅支持网站。', en: 'This cannot be done with a service of this kind: only websites can be migrated.' },
    suggestion: { zh: '请注销后由新主体重新备案。', en: 'Cancel it, and have the other subject file it anew.' }
  },
  FILING_NUMBER_REQUIRED: {
    about: 'request',
    severity: 'reject',
    message: { zh: '此项办理须已有备案，系统中没有找到。', en: 'This is about something that is filed, and no such filing is known here.' },
    suggestion: { zh: '如已在其他接入商备案，请填写备案号；尚未备案的，请先备案。', en: 'If it is filed through another provider give its number here; if it is not filed, file it first.' }
  },
  FILING_NUMBER_MISMATCH: {
    about: 'request',
    severity: 'reject',
    message: { zh: '备案号与系统中的备案记录不一致。', en: 'The number is not the one that our records have of this filing.' },
    suggestion: { zh: '请核对备案号，或不填写该项。', en: 'Correct it, or leave it out.' }
  },
  DOMAIN_CONFLICT: {
    about: 'filings',
    severity: 'reject',
    message: { zh: '该域名（或服务）已由其他主体备案。', en: 'The domain or service is filed by another subject.' },
    suggestion: { zh: '请由原主体注销备案，或提供归属证明后重新办理；属于同一主体的，请核对证件号码。', en: 'Have its holder cancel that filing, or prove that it is yours; if both are you, correct the certificate number.' }
  },
  SUBJECT_IN_OTHER_ACCOUNT: {
    about: 'filings',
    severity: 'reject',
    message: { zh: '该证件已在其他账号下备案。', en: 'The subject of this certificate is filed in another account.' },
    suggestion: { zh: '请使用该账号办理，或由该账号转移备案。', en: 'Use that account, or have it transfer the filing to yours.' }
  },
  SERVICE_IN_OTHER_ACCOUNT: {
    about: 'filings',
    severity: 'reject',
    message: { zh: '该互联网信息服务已在其他账号下备案。', en: 'The service is filed in another account.' },
    suggestion: { zh: '请使用该账号办理，或先认领该服务。', en: 'Use that account, or claim the service first.' }
  },
  SUBJECT_NOT_IN_ACCOUNT: {
    about: 'filings',
    severity: 'reject',
    message: { zh: '只能转移或迁移在本账号下备案、且接入本接入商的主体或服务。', en: 'Only what is filed in this account, and hosted through this provider, can be handed on from here.' },
    suggestion: { zh: '请使用备案所在的账号办理；在其他接入商备案的，请先办理新增接入。', en: 'Use the account in which it is filed; if it is hosted elsewhere, add an access here first.' }
  },
  SERVICE_ALREADY_FILED: {
    about: 'filings',
    severity: 'reject',
    message: { zh: '该服务已在本账号下备案并接入，不能重复备案。', en: 'The service is filed in this account and hosted here: it cannot be filed again.' },
    suggestion: { zh: '如需修改，请办理变更备案或变更接入。', en: 'To alter it, place change_service or change_access.' }
  },
  WRONG_ORDER_TYPE: {
    about: 'filings',
    severity: 'reject',
    message: { zh: '备案情况已变化，订单类型不再正确。', en: 'What is filed has changed since: this would be an order of another type today.' },
    suggestion: { zh: '请放弃本订单，重新验证备案类型后再办理。', en: 'Abandon the order, ask /v1/type-checks again, and place another.' }
  },
  PROVINCE_MISMATCH: {
    about: 'filings',
    severity: 'reject',
    message: { zh: '该主体在其他省份备案，不能在所选省份办理。', en: 'The subject is filed in another province, and nothing of it is done in this one.' },
    suggestion: { zh: '请选择备案所在的省份；主体已迁往外省的，请先注销备案，再到新省份重新备案。', en: 'Choose the province of the filing. If the subject has moved, cancel there and file anew here.' }
  },
  CLAIM_FROM_OTHER_ACCOUNT: {
    about: 'filings',
    severity: 'warn',
    message: { zh: '该服务已在其他账号下备案，认领后将从该账号移出。', en: 'The service is filed in another account here; claimed, it leaves that account, which is told.' },
    suggestion: { zh: '请优先使用该账号办理，或由该账号转移备案；审核人员请核对归属证明。', en: 'Better use that account, or have it transfer the filing. The reviewer compares the proof of ownership.' }
  },
  SUBJECT_LIMIT_REACHED: {
    about: 'filings',
    severity: 'reject',
    message: { zh: '账号下的备案主体数已达上限。', en: 'The account has as many subjects as an account may have.' },
    suggestion: { zh: '请使用其他账号备案该主体。', en: 'File this subject in another account.' }
  },
  SUBJECT_REPLACED: {
    about: 'filings',
    severity: 'reject',
    message: { zh: '该备案号登记的是其他证件，不同证件视为不同主体。', en: 'The number is filed under another certificate, and another certificate is another subject.' },
    suggestion: { zh: '请使用备案时的证件；证件已更换的，请先变更备案；更换主体的，请注销后重新备案。', en: 'Use the certificate it is filed with. If that was replaced change the filing first; if the subject changes, cancel the filing and file anew.' }
  },
  SHELL_SUBJECT: {
    about: 'filings',
    severity: 'warn',
    message: { zh: '该主体下的服务已全部注销，可能是空壳主体。', en: 'All services of this subject that we know of are cancelled: it may be an empty shell.' },
    suggestion: { zh: '部分省份须先注销空壳主体，再重新备案。', en: 'In some provinces the subject has to be cancelled first, and filed anew.' }
  },
  COUNTERPARTY_REQUIRED: {
    about: 'request',
    severity: 'reject',
    message: { zh: '须指明接收方账号。', en: 'Say to which account it goes.' },
    suggestion: { zh: '请填写接收方账号。', en: 'Name the account that takes over.' }
  },
  COUNTERPARTY_NOT_EXPECTED: {
    about: 'request',
    severity: 'reject',
    message: { zh: '只有转移和迁移涉及其他账号。', en: 'Only a transfer or a migration leads to another account.' },
    suggestion: { zh: '请删除该项。', en: 'Leave it out.' }
  },
  COUNTERPARTY_IS_OWN: {
    about: 'request',
    severity: 'reject',
    message: { zh: '接收方不能是自己的账号。', en: 'It leads to the account that it comes from.' },
    suggestion: { zh: '请填写其他账号。', en: 'Name another account.' }
  },
  COUNTERPARTY_HAS_SUBJECT: {
    about: 'filings',
    severity: 'reject',
    message: { zh: '接收方账号下已有备案主体。', en: 'The other account has a subject already.' },
    suggestion: { zh: '请转移到没有备案主体的账号。', en: 'Transfer to an account without one.' }
  },
  COUNTERPARTY_HAS_NO_SUBJECT: {
    about: 'filings',
    severity: 'reject',
    message: { zh: '接收方账号下没有备案主体，服务无法迁入。', en: 'The other account has no subject that the service could go to.' },
    suggestion: { zh: '请由接收方先备案其主体，或改为转移备案。', en: 'Have it file its subject first, or transfer the whole subject instead.' }
  },
  COUNTERPARTY_IS_PERSON: {
    about: 'filings',
    severity: 'reject',
    message: { zh: '接收方的备案主体是个人，不能迁移给个人。', en: 'The subject of the other account is a person, and nothing is migrated to a person.' },
    suggestion: { zh: '请注销后由对方重新备案。', en: 'Cancel the service, and have it filed there anew.' }
  }
} as const satisfies Record<string, Row>

export type TypeCheckFindingCode = keyof typeof TYPE_CHECK_FINDINGS
export type TypeCheckFinding = Finding & { code: TypeCheckFindingCode, suggestion: Text }

/** `field` is a path in the body of the request. */
export function typeCheckFinding (code: TypeCheckFindingCode, field: string): TypeCheckFinding {
  const { severity, message, suggestion } = TYPE_CHECK_FINDINGS[code]
  return { field, code, severity, stage: 'rules', message, suggestion }
}

/** Whether what was asked is wrong in itself, whatever is filed. */
export function isAboutRequest ({ code }: TypeCheckFinding): boolean {
  return TYPE_CHECK_FINDINGS[code].about === 'request'
}
