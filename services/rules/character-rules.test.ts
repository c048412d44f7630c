import t from 'tap'
import { evaluateRules } from './evaluate.ts'
import example from './example-order.json' with { type: 'json' }
import { mergeContent } from './merge-content.ts'
import type { OrderContent, TypeCheck } from './order-content.ts'

const NOW = new Date('2026-11-21T04:00:00Z')
const { content, ...typeCheck } = example as TypeCheck & { content: OrderContent }

t.test('a character that the document of the bureau cannot hold blocks the submission, in whatever text it stands', async (t) => {
  const [domain] = content.service?.domains ?? []
  const patches: [patch: object, field: string][] = [
    [{ subject: { name: '深圳市𠮷科技有限公司' } }, 'subject.name'],
    [{ subject: { principal: { name: '陈𠮷' } } }, 'subject.principal.name'],
    [{ service: { name: '示例𠮷展示平台' } }, 'service.name'],
    [{ service: { domains: [{ ...domain, registrar: '𠮷' }] } }, 'service.domains[0].registrar'],
    [{ access: { resource: 'ecs-𠮷' } }, 'access.resource']
  ]
  for (const [patch, field] of patches) {
    t.match(findingsAfter(patch), [{ field, code: 'CHARACTER_NOT_ALLOWED', severity: 'reject', stage: 'rules' }], field)
    t.equal(findingsAfter(patch).length, 1)
  }
})

t.test('what can be seen is named by itself, what cannot by its code point, and each once', async (t) => {
  const named = (remark: string) => findingsAfter({ service: { remark } }).map(({ message }) => message)
  t.match(named('𠮷与𠮷\u200b'), [{ zh: /：𠮷、U\+200B。$/, en: /: 𠮷, U\+200B\.$/ }])
  t.match(named('一\u00a0二\ue000三\u{f0000}'), [{ zh: /：U\+00A0、U\+E000、U\+F0000。$/ }])
  t.match(named('ก ข ฃ ค ฅ ฆ ง'), [{ zh: /：ก、ข、ฃ、ค、ฅ等。$/, en: /ฅ and others\.$/ }])
})

t.test('all of GBK may be written: rare but known characters, letters, punctuation, lines', async (t) => {
  t.same(findingsAfter({ service: { remark: '喆、堃、镕·（Ａ）ü\n\t第二行—￥€' } }), [])
})

function findingsAfter (patch: object) {
  return evaluateRules({ content: mergeContent(content, patch) as OrderContent, typeCheck, orderType: 'first_filing', now: NOW })
}
