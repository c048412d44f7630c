import { reject, type RuledOrder, type RuleFinding } from './rule-finding.ts'
import { textsOf } from './texts-of.ts'
import { isWritableInGbk, notWritableInGbk } from './writable-in-gbk.ts'

/** As many as help to find them; a text in another script would name all of itself. */
const NAMED_AT_MOST = 5

/** What a reader can see and search for; everything else is named by its code point. */
const PRINTABLE = /^[\p{L}\p{N}\p{P}\p{S}]$/u

/** The documents of interface V.3.0 are in GBK: a character outside it would stop the order at the hand-over. Source miit-v3. */
export function characterRules ({ content }: RuledOrder): RuleFinding[] {
  const texts = textsOf(content)
  const all = texts.map(({ text }) => text).join('\n') // one look at all is half the time, and nearly always the last
  if (isWritableInGbk(all)) return []
  return texts.flatMap(({ field, text }) => {
    const characters = notWritableInGbk(text)
    return characters.length === 0 ? [] : [reject(field, notAllowed(characters))]
  })
}

function notAllowed (characters: readonly string[]) {
  const named = characters.slice(0, NAMED_AT_MOST).map((character) => PRINTABLE.test(character) ? character : codePoint(character))
  const more = characters.length > NAMED_AT_MOST
  return {
    code: 'CHARACTER_NOT_ALLOWED',
    message: {
      zh: `含有管局系统不支持的字符：${named.join('、')}${more ? '等' : ''}。`,
      en: `The bureau system cannot hold these characters: ${named.join(', ')}${more ? ' and others' : ''}.`
    },
    suggestion: {
      zh: '生僻字请改用规范的通用字形；特殊符号、不可见字符请删除或改用常用字符。',
      en: 'Write rare characters in their standard variant; leave out symbols and invisible characters, or replace them by common ones.'
    }
  }
}

function codePoint (character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}
