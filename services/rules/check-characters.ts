import { fault, type FieldFault } from './field-fault.ts'
import { textsOf } from './texts-of.ts'

/** What a person writes in lines; a key in text form has them by itself. Everything else is one line. */
const OF_LINES = new Set(['subject.remark', 'service.remark', 'service.app.androidPublicKey', 'service.app.iosPublicKey'])

/** PostgreSQL stores no NUL, XML 1.0 writes no other control character, and a lone surrogate is half a character: no text at all. */
const NOT_IN_A_LINE = /[\p{Cs}\u0000-\u001f\u007f]/u // eslint-disable-line no-control-regex
const NOT_IN_LINES = /[\p{Cs}\u0000-\u0008\u000b-\u001f\u007f]/u // eslint-disable-line no-control-regex

/**
 * Characters that are no text, in any field of a content or of a type check. Not a pattern of the schema: its message would be the
 * pattern, which helps nobody to find what cannot be seen.
 */
export function checkCharacters (value: object): FieldFault[] {
  return textsOf(value).flatMap(({ field, text }) => {
    const hasLines = OF_LINES.has(field)
    if (!(hasLines ? NOT_IN_LINES : NOT_IN_A_LINE).test(text)) return []
    return [{ field, ...(hasLines ? CONTROL_CHARACTER : CONTROL_CHARACTER_IN_A_LINE) }]
  })
}

const CONTROL_CHARACTER = fault('CONTROL_CHARACTER', '含有不可见的控制字符或不完整的字符。请删除后重新输入，除换行和制表符外不得使用控制字符。',
  'This has a control character or half a character. Type it anew; of control characters only line feed and tab are text.')
const CONTROL_CHARACTER_IN_A_LINE = fault('CONTROL_CHARACTER', '含有换行、制表符等控制字符或不完整的字符。请删除后重新输入。',
  'This has a line break, a tab, another control character or half a character. Type it anew on one line.')
