import type { OrderContent } from './order-content.ts'

type Part = 'subject' | 'service'
type Parts = Pick<OrderContent, Part>

/** What of an order's subject and service was filed already when the order was placed. */
export type FiledContent = {
  content: Parts
  /** Parts that our own records know whole. Of the others `content` has no more than the applicant said. */
  whole: Part[]
}

/** With what an order starts that is about something filed here. What is filed in another account is nobody else's to see. */
export function startOf (orderType: string, known: Parts | null): Parts {
  if (known === null || STARTS_EMPTY.includes(orderType)) return {}
  return orderType === 'add_service' ? only(known, ['subject']) : known
}

/** The filing as it stands, to tell later what an order changes of it. Null: the order is about nothing that is filed. */
export function filedAtPlacement (orderType: string, start: Parts, stated: OrderContent): FiledContent | null {
  if (orderType === 'first_filing') return null
  const whole = PARTS.filter((part) => start[part] !== undefined)
  if (orderType === 'add_service') return whole.length > 0 ? { content: start, whole } : null
  if (orderType === 'add_service_external') return { content: only(stated, ['subject']), whole: [] }
  return { content: { ...only(stated, ['subject', 'service']), ...start }, whole }
}

const PARTS: readonly Part[] = ['subject', 'service']
const STARTS_EMPTY = ['first_filing', 'add_service_external', 'claim']

function only (content: OrderContent, parts: Part[]): Parts {
  return Object.fromEntries(parts.flatMap((part) => content[part] === undefined ? [] : [[part, content[part]]]))
}
