import { stripVTControlCharacters } from 'node:util'

/** Characters that a terminal draws two columns wide: CJK, its punctuation and full-width forms (Unicode TR 11, W and F). */
const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/gu

export function columnsOf (text: string): number {
  const plain = stripVTControlCharacters(text)
  return [...plain].length + (plain.match(WIDE)?.length ?? 0)
}

/** Blanks up to that many columns; what is longer stays whole, with one blank. */
export function padColumns (text: string, columns: number): string {
  return text + ' '.repeat(Math.max(1, columns - columnsOf(text)))
}

/** At most that many columns, the last one then being an ellipsis. */
export function cutColumns (text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  let cut = ''
  for (const character of text) {
    if (columnsOf(cut + character) > columns - 1) break
    cut += character
  }
  return `${cut}…`
}
