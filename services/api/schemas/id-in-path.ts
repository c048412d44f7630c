import type { DomainError } from '../../../machines/order/order-errors.ts'
import { UUID } from './patterns.ts'

const isUuid = new RegExp(UUID)

/** As it is stored. An id that is not a uuid is the id of nothing: 404 and not 400. @throws DomainError as told */
export function idInPath (id: string, notFound: () => DomainError): string {
  if (!isUuid.test(id)) throw notFound()
  return id.toLowerCase()
}
