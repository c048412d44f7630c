import t from 'tap'
import { startApi } from './testing/start-api.ts'

type Operation = {
  operationId: string
  summary: string
  tags: string[]
  security?: object[]
  requestBody?: { required: boolean, content: Record<string, { schema: object }> }
  responses: Record<string, { description: string, content?: Record<string, { schema: object }> }>
}
type Document = { openapi: string, paths: Record<string, Record<string, Operation>>, components: { schemas: Record<string, object> } }

const api = await startApi(t)
const document = (await api.app.inject('/openapi.json')).json<Document>()
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })))

t.test('every operation can be found, named and generated', async (t) => {
  t.equal(document.openapi, '3.1.0')
  t.ok(operations.length > 35)
  t.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, operations.length, 'operation ids are unique')
  for (const { name, operation } of operations) {
    t.match(operation, { operationId: /^[a-z][A-Za-z]+$/, summary: String, tags: [String] }, name)
  }
})

t.test('every answer has a schema, refusals are problems', async (t) => {
  for (const { name, operation: { responses, security, requestBody } } of operations) {
    const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'))
    t.ok(successes.length > 0, name)
    for (const [status, { content }] of Object.entries(responses)) {
      const schemas = Object.entries(content ?? {})
      if (status === '204') t.equal(schemas.length, 0, name)
      else t.ok(schemas.length > 0 && schemas.every(([, { schema }]) => Object.keys(schema).length > 0), `${name} ${status}`)
      const isRefusal = Number(status) >= 400 && name !== 'GET /readyz'
      if (isRefusal) t.same(schemas, [['application/problem+json', { schema: { $ref: '#/components/schemas/Problem' } }]], `${name} ${status}`)
    }
    const isPublic = security?.length === 0
    t.equal('401' in responses, !isPublic, `${name} says whether it needs a token`)
    if (requestBody) t.ok('400' in responses && '415' in responses, name)
  }
})

t.test('nothing is left open: every reference resolves, no schema is empty', async (t) => {
  let references = 0
  walk(document, '', (path, value) => {
    const { $ref } = value as { $ref?: string }
    if ($ref !== undefined) {
      references++
      t.ok($ref.startsWith('#/') && resolve($ref) !== undefined, `${path} -> ${$ref}`)
    }
    const isSchema = /\/(schema|items|additionalProperties|(properties|schemas)\/[^/]+|(anyOf|oneOf|allOf)\/\d+)$/.test(path)
    if (isSchema) t.not(Object.keys(value).length, 0, `${path} says what it is`)
  })
  t.ok(references > 100)
})

t.test('a body that may be left out is not required', async (t) => {
  const required = (path: string, method = 'post') => document.paths[path]![method]!.requestBody!.required
  t.same([required('/v1/orders/{orderId}/submit'), required('/v1/orders'), required('/v1/orders/{orderId}/reject'), required('/v1/test-clock')],
    [false, true, true, true])
})

t.test('the document is read at /docs, where / leads', async (t) => {
  const root = await api.app.inject('/')
  t.match([root.statusCode, root.headers['location']], [302, '/docs'])
  t.match(await api.app.inject('/docs'), { statusCode: 200, headers: { 'content-type': /text\/html/ } })
})

function walk (value: unknown, path: string, visit: (path: string, value: object) => void): void {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) visit(path, value)
  for (const [name, member] of Object.entries(value)) walk(member, `${path}/${name}`, visit)
}

function resolve (reference: string): unknown {
  return reference.slice(2).split('/').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], document)
}
