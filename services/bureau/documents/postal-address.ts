import { element, type XmlElement } from '../pipeline/xml.ts'
import { DocumentIncomplete, needed } from './document-incomplete.ts'

/**
 * The three levels of a region of GB/T 2260: 440305 -> 440000, 440300, 440305. A city without districts, such as
 * Dongguan (441900), has no third one.
 */
export function postalAddress (region: string | undefined, address: string | undefined): XmlElement[] {
  if (region === undefined || !/^[1-9]\d{5}$/.test(region) || region.slice(2, 4) === '00') {
    throw new DocumentIncomplete('subject.region')
  }
  return [
    element('Shengid', `${region.slice(0, 2)}0000`),
    element('Shiid', `${region.slice(0, 4)}00`),
    element('Xianid', region.endsWith('00') ? null : region),
    element('Xxdz', needed(address, 'subject.mailingAddress'))
  ]
}
