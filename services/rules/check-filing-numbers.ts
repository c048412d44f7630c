import { findProvince } from './code-lists.ts'
import { at, fault, given, type FieldFault, type ValueFault } from './field-fault.ts'
import type { TypeCheck } from './order-content.ts'

/** One run of serials counts the services of a subject; the letter tells their kinds apart. Source: lifecycle 7.1. */
const SUFFIX: Readonly<Record<TypeCheck['service']['kind'], string>> = { website: '', app: 'A', mini_program: 'X', quick_app: 'K' }

/** The form of the numbers under which something is said to be filed. Whether they exist the reviewer and the bureau check. */
export function checkFilingNumbers ({ province, service, filing = {} }: TypeCheck): FieldFault[] {
  const abbreviation = findProvince(province)?.abbreviation
  const { subjectNumber, serviceNumber } = filing
  return [
    ...at('filing.subjectNumber', given(subjectNumber, (number) => checkForm(number, SUBJECT_NUMBER, SUBJECT_NUMBER_INVALID, abbreviation))),
    ...at('filing.serviceNumber', given(serviceNumber, (number) =>
      checkForm(number, SERVICE_NUMBER, SERVICE_NUMBER_INVALID, abbreviation) ?? checkServiceOf(number, subjectNumber, service.kind)))
  ]
}

/** 粤ICP备12345678号-1 is a service of 粤ICP备12345678号. */
export function subjectNumberIn (serviceNumber: string): string {
  return serviceNumber.slice(0, serviceNumber.indexOf('号') + 1)
}

const SUBJECT_NUMBER = /^\p{Script=Han}ICP备\d{1,12}号$/u
const SERVICE_NUMBER = /^\p{Script=Han}ICP备\d{1,12}号-[1-9]\d{0,5}[AXK]?$/u

function checkForm (number: string, form: RegExp, otherwise: ValueFault, abbreviation: string | undefined): ValueFault | null {
  if (!form.test(number)) return otherwise
  return abbreviation === undefined || number.startsWith(abbreviation) ? null : FILING_NUMBER_OF_OTHER_PROVINCE
}

function checkServiceOf (number: string, subjectNumber: string | undefined, kind: TypeCheck['service']['kind']): ValueFault | null {
  if (subjectNumber !== undefined && subjectNumberIn(number) !== subjectNumber) return SERVICE_NUMBER_OF_OTHER_SUBJECT
  return /[AXK]?$/.exec(number)?.[0] === SUFFIX[kind] ? null : SERVICE_NUMBER_OF_OTHER_KIND
}

const SUBJECT_NUMBER_INVALID = fault('FILING_NUMBER_INVALID', '主体备案号格式有误：应形如“粤ICP备12345678号”。请核对工信部公共查询结果。',
  'This is not the filing number of a subject, such as 粤ICP备12345678号. Compare it with the public query of the ministry.')
const SERVICE_NUMBER_INVALID = fault('FILING_NUMBER_INVALID', '服务备案号格式有误：应形如“粤ICP备12345678号-1”，APP等以字母结尾。请核对工信部公共查询结果。',
  'This is not the filing number of a service, such as 粤ICP备12345678号-1. Compare it with the public query of the ministry.')
const FILING_NUMBER_OF_OTHER_PROVINCE = fault('FILING_NUMBER_OF_OTHER_PROVINCE', '备案号的省份简称与所选省份不一致。请核对省份或备案号。',
  'The number begins with the character of another province. Correct the province or the number.')
const SERVICE_NUMBER_OF_OTHER_SUBJECT = fault('SERVICE_NUMBER_OF_OTHER_SUBJECT', '服务备案号不属于所填的主体备案号。请核对两个备案号。',
  'The number of the service does not begin with that of the subject. Correct one of them.')
const SERVICE_NUMBER_OF_OTHER_KIND = fault('SERVICE_NUMBER_OF_OTHER_KIND', '服务备案号与服务类型不符：网站无字母，APP为A，小程序为X，快应用为K。请核对。',
  'The number belongs to another kind of service: a website has no letter, an app A, a mini program X, a quick app K. Correct one of them.')
