import * as fc from 'fast-check'
import t from 'tap'
import { evaluateRules } from './evaluate.ts'
import example from './example-order.json' with { type: 'json' }
import { FIELDS } from './field-list.ts'
import { nameField } from './name-field.ts'
import type { OrderContent, TypeCheck } from './order-content.ts'

t.test('a field has one name, whichever way it is written', async (t) => {
  const written: Record<string, string> = {
    'service.name': 'service.name',
    'domain.expiresOn': 'service.domains[].expiresOn',
    'service.domains.expiresOn': 'service.domains[].expiresOn',
    'service.domains[].expiresOn': 'service.domains[].expiresOn',
    'service.domains[2].expiresOn': 'service.domains[2].expiresOn',
    'domain[2].expiresOn': 'service.domains[2].expiresOn',
    'service.domains[1]': 'service.domains[1]',
    'service.domains[]': 'service.domains',
    domain: 'service.domains',
    'app.name': 'service.app.name',
    'service.contentTypes[0]': 'service.contentTypes[0]',
    'service.preApprovals.number': 'service.preApprovals[].number',
    'subject.principal': 'subject.principal',
    'app.icon': 'service.app.icon',
    'attachments[3].content': 'attachments[3].content',
    'order.filingPassword': 'order.filingPassword',
    'materials.business_license': 'materials.business_license'
  }
  for (const [path, name] of Object.entries(written)) t.equal(nameField(path), name, path)
})

t.test('what is no field has no name', async (t) => {
  const unknown = [
    '', 'nonsense.field', 'content.service.name', 'service.nmae', 'service.name[0]', 'service.name.first', 'service.domains[0][1].name', 'domains.name',
    'domainname', 'application.name', 'service.__proto__', 'service.constructor', 'materials', 'materials.Lizenz', 'SERVICE.NAME', 'service..name'
  ]
  for (const path of unknown) t.equal(nameField(path), null, path)
})

t.test('every field of the list is named by its own path, and in words of both languages', async (t) => {
  for (const { path, name } of FIELDS) {
    t.equal(nameField(path), path)
    t.ok(name.zh && name.en, path)
  }
  t.equal(new Set(FIELDS.map(({ path }) => path)).size, FIELDS.length)
})

t.test('a name is the name of itself', async (t) => {
  const path = fc.constantFrom(...FIELDS.map(({ path }) => path))
  const written = fc.tuple(path, fc.constantFrom('[]', '', '[0]', '[7]')).map(([path, place]) => path.replace('[]', place))
  t.doesNotThrow(() => fc.assert(fc.property(fc.oneof(written, fc.string()), (path) => {
    const name = nameField(path)
    return name === null || nameField(name) === name
  })))
})

t.test('the rules name fields by the same names', async (t) => {
  const { content, ...typeCheck } = example as TypeCheck & { content: OrderContent }
  const kinds = ['website', 'app', 'mini_program'] as const
  const contents: OrderContent[] = [{}, content, { service: { domains: [{}, {}], preApprovalTypes: [1, 2], app: { platforms: ['android', 'ios'] } }, access: { ipRanges: [{}] } }]
  const fields = kinds.flatMap((kind) => contents.flatMap((content) => evaluateRules({
    content, typeCheck: { ...typeCheck, service: { kind } }, orderType: 'first_filing', now: new Date('2040-01-01T00:00:00Z')
  }))).map(({ field }) => field)
  t.ok(fields.length > 40)
  for (const field of new Set(fields)) t.equal(nameField(field), field)
})
