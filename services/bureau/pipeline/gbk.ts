import iconv from 'iconv-lite'

/** What stands in the private use area means something else on every machine, so it is refused like a missing character. */
const PRIVATE_USE = /\p{Co}/u

/** Characters that a document for the bureau cannot carry; the applicant has to write them another way. */
export class NotEncodable extends Error {
  readonly characters: string[]

  constructor (characters: string[]) {
    super(`${characters.length} different characters cannot be written in a bureau document`)
    this.name = 'NotEncodable'
    this.characters = characters
  }
}

export class NotDecodable extends Error {
  override readonly name = 'NotDecodable'
}

/** @throws NotEncodable with every character that GBK lacks (rare names such as 𠮷); nothing is replaced in silence. */
export function encodeGbk (text: string): Buffer {
  const bytes = iconv.encode(text, 'gbk')
  if (iconv.decode(bytes, 'gbk') === text && !PRIVATE_USE.test(text)) return bytes
  throw new NotEncodable(notEncodable(text))
}

/** @throws NotDecodable when the bytes are not GBK. */
export function decodeGbk (bytes: Uint8Array): string {
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 'gbk')
  // GBK has no replacement character of its own, so one in the text stands for bytes that are not GBK
  if (text.includes('\ufffd')) throw new NotDecodable('the bytes are not GBK')
  return text
}

function notEncodable (text: string): string[] {
  const refused = [...new Set(text)].filter((character) =>
    PRIVATE_USE.test(character) || iconv.decode(iconv.encode(character, 'gbk'), 'gbk') !== character)
  return refused
}
