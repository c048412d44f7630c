import type { OrderContent } from '../../rules/order-content.ts'
import { element, type XmlElement } from '../pipeline/xml.ts'
import { needed } from './document-incomplete.ts'

type Principal = NonNullable<NonNullable<OrderContent['subject']>['principal']>

type Where = { path: string, mayBeNameless?: boolean, officePhone?: string }

/**
 * Without an office phone there is none in the document: a mobile in its place would be wrong data in the registry.
 * The office of a service's principal is that of the subject, whose phone the forms ask for only once.
 */
export function principalElements (principal: Principal | undefined, { path, mayBeNameless, officePhone }: Where): XmlElement[] {
  return [
    element('Fzr_xm', mayBeNameless ? principal?.name : needed(principal?.name, `${path}.name`)),
    element('Fzr_dhhm', principal?.phone2 ?? officePhone),
    element('Fzr_sjhm', needed(principal?.mobile, `${path}.mobile`)),
    element('Fzr_dzyj', needed(principal?.email, `${path}.email`)),
    element('Fzr_zjlx', principal?.idTypeCode),
    element('Fzr_zjhm', principal?.idNumber)
  ]
}
