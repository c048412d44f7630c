import t from 'tap'
import { checkShape } from '../../rules/check-shape.ts'
import { checkTypeCheck } from '../../rules/check-type-check.ts'
import { evaluateRules } from '../../rules/evaluate.ts'
import { withTypeCheck } from '../../rules/with-type-check.ts'
import { inventOrder } from './company.ts'

const numbers = Array.from({ length: 500 }, (_, n) => n)

t.test('an invented order has nothing that a rule objects to', async (t) => {
  const now = new Date()
  const objections = [...numbers, 20_000, 999_999].flatMap((n) => {
    const { content, externalReference, ...typeCheck } = inventOrder(n, now)
    return [
      ...checkTypeCheck(typeCheck, now),
      ...checkShape(content, typeCheck, now),
      ...evaluateRules({ content: withTypeCheck(content, typeCheck), typeCheck, orderType: 'first_filing', now })
    ].map(({ field, code }) => `company ${n}: ${field} ${code}`)
  })
  t.same(objections, [])
})

t.test('no two invented orders are in each other’s way', async (t) => {
  const distinct = (pick: (order: ReturnType<typeof inventOrder>) => unknown) => new Set(numbers.map((n) => pick(inventOrder(n)))).size
  t.equal(distinct(({ certificateNumber }) => certificateNumber), numbers.length)
  t.equal(distinct(({ service }) => service.domain), numbers.length)
  t.equal(distinct(({ content }) => content.subject!.name), numbers.length)
  t.equal(distinct(({ content }) => content.service!.principal!.mobile), numbers.length)
})

t.test('the domains are nobody’s', async (t) => {
  t.same(numbers.map((n) => inventOrder(n).service.domain).filter((domain) => !/^[a-z\d-]+-example\.cn$/.test(domain ?? '')), [])
})
