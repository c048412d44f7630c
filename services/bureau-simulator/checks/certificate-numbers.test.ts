import t from 'tap'
import { isCreditCode, isIdentityNumber } from './certificate-numbers.ts'

t.test('a credit code counts with its own check character only', async (t) => {
  t.equal(isCreditCode('91350100M000100Y43'), true)
  t.equal(isCreditCode('91350100M000100Y44'), false)
  t.equal(isCreditCode('91350100m000100y43'), false)
})

t.test('an identity number counts with its own check character only', async (t) => {
  t.equal(isIdentityNumber('11010519491231002X'), true)
  t.equal(isIdentityNumber('110105194912310021'), false)
  t.equal(isIdentityNumber('11010519491331002X'), false, 'there is no month 13')
})
