import fastify from 'fastify'
import t, { type Test } from 'tap'
import { Type } from 'typebox'
import example from './example-order.json' with { type: 'json' }
import { OrderContent, TypeCheck } from './order-content.ts'

t.test('the example order of the contract is admitted as it stands', async (t) => {
  const { content, ...typeCheck } = example
  t.equal((await admit(t, OrderContent, content)).statusCode, 200)
  t.equal((await admit(t, TypeCheck, typeCheck)).statusCode, 200)
})

t.test('a draft may be empty, at every level', async (t) => {
  const drafts = [{}, { subject: {} }, { service: { domains: [{}], app: {}, principal: {} } }, { access: { ipRanges: [{}] } }]
  for (const draft of drafts) t.equal((await admit(t, OrderContent, draft)).statusCode, 200)
})

t.test('an unknown field is refused at every level', async (t) => {
  const strangers = [
    { x: 1 }, { subject: { x: 1 } }, { subject: { certificate: { x: 1 } } }, { subject: { legalPerson: { x: 1 } } },
    { subject: { principal: { x: 1 } } }, { service: { x: 1 } }, { service: { domains: [{ x: 1 }] } },
    { service: { app: { x: 1 } } }, { service: { principal: { x: 1 } } }, { service: { preApprovals: [{ x: 1 }] } },
    { access: { x: 1 } }, { access: { ipRanges: [{ x: 1 }] } }
  ]
  for (const stranger of strangers) {
    const reply = await admit(t, OrderContent, stranger)
    t.equal(reply.statusCode, 400, JSON.stringify(stranger))
    t.match(reply.json().message, 'additional properties')
  }
  t.equal((await admit(t, TypeCheck, { ...example, province: 'guangdong' })).statusCode, 400, 'content is no part of it')
})

t.test('a home page is no longer than the upload schema of a new filing holds', async (t) => {
  const page = (length: number) => ({ service: { homePageUrl: 'www.beian-example.cn/'.padEnd(length, 'a') } })
  t.equal((await admit(t, OrderContent, page(255))).statusCode, 200)
  t.equal((await admit(t, OrderContent, page(256))).statusCode, 400)
})

t.test('pictures and letters are materials, not content', async (t) => {
  t.equal((await admit(t, OrderContent, { subject: { principal: { idFront: 'x' } } })).statusCode, 400)
  t.equal((await admit(t, OrderContent, { service: { principal: { authorizationLetter: 'x' } } })).statusCode, 400)
  t.equal((await admit(t, OrderContent, { service: { app: { icon: 'x' } } })).statusCode, 400)
})

t.test('a number sent as a string is refused, not converted', async (t) => {
  t.equal((await admit(t, OrderContent, { service: { contentTypes: ['8'] } })).statusCode, 400)
  t.equal((await admit(t, OrderContent, { subject: { region: 440305 } })).statusCode, 400)
})

t.test('every object of the schemas says what it is and admits nothing else', async (t) => {
  for (const node of objectsOf(OrderContent).concat(objectsOf(TypeCheck))) {
    t.equal(node.additionalProperties, false)
    t.type(node.description, 'string')
  }
  t.equal(objectsOf(OrderContent).length, 12)
})

type Node = { type?: unknown, additionalProperties?: unknown, description?: unknown }

/** The schemas as a client of the OpenAPI document sees them: through JSON. */
function objectsOf (schema: object): Node[] {
  const found: Node[] = []
  JSON.parse(JSON.stringify(schema), (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'type' in value && value.type === 'object') found.push(value)
    return value
  })
  return found
}

/** Through Fastify with the strictness of our api, because that is where the schemas work. */
async function admit (t: Test, schema: typeof OrderContent | typeof TypeCheck, body: object) {
  const app = fastify({ ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } } })
  t.teardown(() => app.close())
  app.post('/', { schema: { body: Type.Object({ value: schema }) } }, () => 'admitted')
  return await app.inject({ method: 'POST', url: '/', payload: { value: body } })
}
