import type { Text } from '../../../machines/order/order-events.ts'
import type { FieldError } from './request-error.ts'
import { LINES, MOMENT, ONE_LINE, TRIMMED, UUID } from '../schemas/patterns.ts'

/** As the validator reports it. */
export type SchemaError = { instancePath: string, schemaPath: string, keyword: string, params: Record<string, unknown> }

const SHOWN = 50

/** What a schema refused, field by field, in words. It never repeats a value: that may be personal. */
export function explainSchemaErrors (errors: SchemaError[], context: string): FieldError[] {
  const ofUnions = errors.filter(isInUnion)
  return errors
    .filter((error) => !isInUnion(error)) // the anyOf itself is reported too
    .flatMap((error) => error.keyword === 'anyOf' ? choicesOf(error, ofUnions) : [error])
    .slice(0, SHOWN)
    .map(({ instancePath, keyword, params }) => ({ field: fieldOf(instancePath, keyword, params, context), ...explain(keyword, params) }))
    .filter(isFirst)
}

function isInUnion ({ schemaPath }: SchemaError): boolean {
  return /\/anyOf\/\d+\//.test(schemaPath)
}

const OF_LISTS = ['uniqueItems', 'minItems', 'maxItems']

/** A value that is on none of a union's lists, or an item of it that is not, hears what is on them; else that no shape fits. */
function choicesOf (union: SchemaError, ofUnions: SchemaError[]): SchemaError[] {
  const lists = ofUnions.filter(({ keyword }) => keyword === 'enum')
  const ofItems = lists.filter(({ instancePath }) => instancePath.slice(0, instancePath.lastIndexOf('/')) === union.instancePath)
  const ofList = ofUnions.filter(({ keyword, instancePath }) => OF_LISTS.includes(keyword) && instancePath === union.instancePath)
  const ofValue = lists.filter(({ instancePath }) => instancePath === union.instancePath)
  return [ofItems, ofList, ofValue, [union]].find(({ length }) => length > 0)!
}

/** A uuid that is none offends against a format and a pattern: one fault. */
function isFirst ({ field, code }: FieldError, index: number, all: FieldError[]): boolean {
  return all.findIndex((one) => one.field === field && one.code === code) === index
}

/** `/service/domains/0/name` is `service.domains[0].name` for people. */
function fieldOf (pointer: string, keyword: string, params: Record<string, unknown>, context: string): string {
  const path = pointer.slice(1).replaceAll(/(^|\/)(\d+)(?=\/|$)/g, '[$2]').replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')
  const member = keyword === 'required' ? params['missingProperty'] : keyword === 'additionalProperties' ? shorten(params['additionalProperty']) : undefined
  const field = [path, member].filter(Boolean).join('.')
  return field === '' ? context : context === 'headers' ? HEADERS[field] ?? field : field
}

/** Whoever sends a name a mebibyte long knows it already. */
function shorten (name: unknown): string {
  return String(name).slice(0, 64).toWellFormed()
}

const HEADERS: Record<string, string> = { 'if-match': 'If-Match', 'idempotency-key': 'Idempotency-Key' }

function explain (keyword: string, params: Record<string, unknown>): { code: string, message: Text } {
  switch (keyword) {
    case 'required': return say('FIELD_REQUIRED', '缺少该字段', 'is required')
    case 'additionalProperties': return say('UNKNOWN_FIELD', '没有这个字段', 'is not a field of this request')
    case 'type': return say('WRONG_TYPE', `类型应为 ${list(params['type'])}`, `must be of type ${list(params['type'])}`)
    case 'enum': return say('NOT_IN_LIST', `取值应为以下之一：${list(params['allowedValues'])}`, `must be one of ${list(params['allowedValues'])}`)
    case 'minLength': return say('TOO_SHORT', `至少 ${params['limit']} 个字符`, `must have at least ${params['limit']} characters`)
    case 'maxLength': return say('TOO_LONG', `最多 ${params['limit']} 个字符`, `must have at most ${params['limit']} characters`)
    case 'minItems': return say('TOO_FEW', `至少 ${params['limit']} 项`, `must have at least ${params['limit']} items`)
    case 'maxItems': return say('TOO_MANY', `最多 ${params['limit']} 项`, `must have at most ${params['limit']} items`)
    case 'uniqueItems': return say('DUPLICATE', '各项不得重复', 'must not have the same item twice')
    case 'minimum': return say('TOO_SMALL', `不得小于 ${params['limit']}`, `must not be less than ${params['limit']}`)
    case 'maximum': return say('TOO_LARGE', `不得大于 ${params['limit']}`, `must not be more than ${params['limit']}`)
    case 'minProperties': return say('EMPTY', '不能为空', 'must not be empty')
    case 'format': return say('WRONG_FORMAT', `格式应为 ${params['format']}`, `must be a ${params['format']}`)
    case 'pattern': return PATTERNS[String(params['pattern'])] ?? say('WRONG_FORMAT', `格式应符合 ${params['pattern']}`, `must match ${params['pattern']}`)
    default: return say('INVALID_VALUE', '取值不符合要求', 'does not have one of the documented shapes')
  }
}

const NO_CONTROLS = say('CONTROL_CHARACTER', '不能含有控制字符', 'must not have control characters')

const PATTERNS: Record<string, { code: string, message: Text }> = {
  [ONE_LINE]: NO_CONTROLS,
  [TRIMMED]: say('SURROUNDING_SPACE', '首尾不能有空格，且不能含有控制字符', 'must have no space at either end, and no control characters'),
  [LINES]: say('WRONG_FORMAT', '须填写文字，且不能含有控制字符', 'must have something to read in it, and no control characters'),
  [UUID]: say('WRONG_FORMAT', '格式应为 UUID', 'must be a plain UUID'),
  [MOMENT]: say('WRONG_FORMAT', '须为 RFC 3339 时刻，如 2026-01-05T02:00:00Z', 'must be a moment of RFC 3339, such as 2026-01-05T02:00:00Z')
}

function say (code: string, zh: string, en: string): { code: string, message: Text } {
  return { code, message: { zh, en } }
}

function list (values: unknown): string {
  return Array.isArray(values) ? values.map((value) => value ?? 'null').join(', ') : String(values)
}
