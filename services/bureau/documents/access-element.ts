import type { OrderContent } from '../../rules/order-content.ts'
import { element, type XmlElement } from '../pipeline/xml.ts'
import { codeElements } from './code-elements.ts'
import { given, needed } from './document-incomplete.ts'
import { ipv4ToInteger } from './ipv4-to-integer.ts'
import type { NewFilingIds } from './new-filing.ts'

type Access = OrderContent['access']

/** Where the service is hosted (Jr_xx): locations, methods and addresses, in this order. */
export function accessElement (access: Access, ids: Pick<NewFilingIds, 'access' | 'ipRanges'>): XmlElement {
  return element('Jr_xx', [
    element('IspJrid', needed(ids.access, 'ids.access')),
    element('Wzfb', codeElements('Fbdd', access?.serverLocations, 'access.serverLocations')),
    element('Wzjrfs', codeElements('Jrfs', access?.methods, 'access.methods')),
    ...given(access?.ipRanges, 'access.ipRanges').map(({ start, end }, index) => element('Ip_xx', [
      element('IspIpid', needed(ids.ipRanges[index], `ids.ipRanges[${index}]`)),
      element('Qsip', ipv4ToInteger(start, `access.ipRanges[${index}].start`)),
      element('Zzip', ipv4ToInteger(end, `access.ipRanges[${index}].end`))
    ]))
  ])
}
