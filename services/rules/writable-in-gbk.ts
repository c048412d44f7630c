import iconv from 'iconv-lite'

/** What stands in the private use area means something else on every machine. */
const PRIVATE_USE = /\p{Co}/u

/**
 * The different characters of a text that a document of the bureau cannot hold, in the order in which they come; none when all of it
 * can be written. As strict as the encoder of the bureau channel, whose test compares both: what passes here is never refused there.
 */
export function notWritableInGbk (text: string): string[] {
  return isWritableInGbk(text) ? [] : [...new Set(text)].filter((character) => !isWritableInGbk(character))
}

/** Whether nothing of it would be lost or replaced. */
export function isWritableInGbk (text: string): boolean {
  return iconv.decode(iconv.encode(text, 'gbk'), 'gbk') === text && !PRIVATE_USE.test(text)
}
