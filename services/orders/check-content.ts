import { Compile } from 'typebox/compile'
import { DomainError } from '../../machines/order/order-errors.ts'
import { OrderContent } from '../rules/order-content.ts'

const validator = Compile(OrderContent)

/** The content after a merge: what the patch's schema alone cannot tell. @throws DomainError content_invalid */
export function checkContent (candidate: unknown): OrderContent {
  if (validator.Check(candidate)) return candidate
  const errors = validator.Errors(candidate).map(({ instancePath, keyword, params, message }) => ({
    field: fieldPath(instancePath, keyword, params),
    code: keyword === 'additionalProperties' ? 'UNKNOWN_FIELD' : 'INVALID_VALUE',
    message: { zh: '字段不存在或取值不符合要求', en: message }
  }))
  throw new DomainError('content_invalid', 'The content does not have the shape that the API documents.', { errors })
}

/** `/service/domains/0/name` is `service.domains[0].name` for people. */
function fieldPath (pointer: string, keyword: string, params: object): string {
  const path = pointer.slice(1).replaceAll(/\/(\d+)(?=\/|$)/g, '[$1]').replaceAll('/', '.')
  const [unknown] = keyword === 'additionalProperties' ? (params as { additionalProperties: string[] }).additionalProperties : []
  return [path, unknown].filter(Boolean).join('.')
}
