import * as fc from 'fast-check'
import t from 'tap'
import { changedFields, mergeContent } from './merge-content.ts'

t.test('the examples of RFC 7396, appendix A', async (t) => {
  const examples: [original: unknown, patch: unknown, result: unknown][] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [['a', 'b'], ['c', 'd'], ['c', 'd']],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }]
  ]
  for (const [original, patch, result] of examples) t.strictSame(mergeContent(original, patch), result, JSON.stringify(patch))
})

t.test('a patch cannot reach a prototype', async (t) => {
  const patch: unknown = JSON.parse('{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1}},"constructor":{"prototype":{"polluted":1}}}')
  const merged = mergeContent({ a: {} }, patch) as Record<string, unknown>
  t.notOk('polluted' in {}, 'every object stays clean')
  t.equal(Object.getPrototypeOf(merged), Object.prototype)
  t.ok(Object.hasOwn(merged, '__proto__'), 'it is an ordinary member, which the schema refuses as unknown')
  t.same(Object.keys(mergeContent(merged, { b: 1 }) as object).sort(), ['__proto__', 'a', 'b', 'constructor'], 'a second merge keeps it')
})

t.test('merging changes neither the content nor the patch, and shares nothing with them', async (t) => {
  fc.assert(fc.property(jsonWithoutNull(), fc.jsonValue(), (content, patch) => {
    const [contentBefore, patchBefore] = [JSON.stringify(content), JSON.stringify(patch)]
    spoil(mergeContent(content, patch))
    return JSON.stringify(content) === contentBefore && JSON.stringify(patch) === patchBefore
  }))
  t.pass()
})

t.test('merging the same patch twice is merging it once', async (t) => {
  fc.assert(fc.property(jsonWithoutNull(), fc.jsonValue(), (content, patch) => {
    const once = mergeContent(content, patch)
    t.strictSame(mergeContent(once, patch), once)
  }), { numRuns: 50 })
})

t.test('an empty patch leaves an object as it was, and content is a patch that makes itself', async (t) => {
  fc.assert(fc.property(fc.dictionary(fc.string(), jsonWithoutNull()), (content) => {
    const results = [mergeContent(content, {}), mergeContent({}, content)]
    return results.every((result) => changedFields(result, content).length === 0)
  }))
  t.pass()
})

t.test('nothing is changed exactly when both say the same', async (t) => {
  fc.assert(fc.property(jsonWithoutNull(), jsonWithoutNull(), (before, after) => {
    const isSame = sorted(before) === sorted(after)
    return (changedFields(before, after).length === 0) === isSame && changedFields(before, before).length === 0
  }))
  t.pass()
})

t.test('a change is told field by field and place by place', async (t) => {
  t.same(changedFields(
    { service: { name: '旧', domains: [{ name: 'a.cn' }, { name: 'b.cn' }] } },
    { service: { name: '新', domains: [{ name: 'a.cn', registrar: '甲' }] } }
  ), [
    { field: 'service.name', before: '旧', after: '新' },
    { field: 'service.domains[0].registrar', before: null, after: '甲' },
    { field: 'service.domains[1].name', before: 'b.cn', after: null }
  ])
})

t.test('an object that goes takes its fields with it, visibly', async (t) => {
  t.same(changedFields({ subject: { certificate: { number: '1' } } }, {}), [{ field: 'subject.certificate.number', before: '1', after: null }])
  t.same(changedFields({ subject: { certificate: { number: '1' } } }, { subject: [] }).map(({ field }) => field), ['subject'])
})

t.test('none applies is another answer than none given', async (t) => {
  t.same(changedFields({ service: {} }, { service: { preApprovalTypes: [] } }),
    [{ field: 'service.preApprovalTypes', before: null, after: [] }])
  t.same(changedFields({ service: {} }, { service: [] }), [{ field: 'service', before: {}, after: [] }])
})

/** Content has no nulls: in a merge patch they mean removal. -0 is left out, because JSON has no such number. */
function jsonWithoutNull () {
  return fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.string(), fc.integer(), fc.boolean(), fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), tie('value'), { maxKeys: 3 }))
  })).value
}

function sorted (value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => typeof item === 'object' && item !== null && !Array.isArray(item)
    ? ['object', ...Object.entries(item).sort(([one], [other]) => one < other ? -1 : 1)]
    : item)
}

function spoil (value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  Object.values(value).forEach(spoil)
  for (const key of Object.keys(value)) Reflect.deleteProperty(value, key)
}
