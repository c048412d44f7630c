import { element, type XmlElement } from '../pipeline/xml.ts'
import { given } from './document-incomplete.ts'

/** One element a code: the bureau's lists repeat, they do not join. @throws DocumentIncomplete when there is none. */
export function codeElements (name: string, codes: number[] | undefined, path: string): XmlElement[] {
  return given(codes, path).map((code) => element(name, code))
}
