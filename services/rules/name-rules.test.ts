import t from 'tap'
import type { TypeCheck } from './order-content.ts'
import { nameRules } from './name-rules.ts'

const website: TypeCheck = {
  province: 'guangdong',
  subjectType: 'enterprise',
  certificateType: 1,
  certificateNumber: '91440300MA5DEM012D',
  service: { kind: 'website', domain: 'beian-example.cn' }
}

t.test('a website has a Chinese name of three characters or more', async (t) => {
  for (const name of ['示例科技信息展示平台', '示例A网', '张三的个人博客']) t.same(messages(name, website), [], name)
  for (const name of ['示例', 'Example', '2026', '示a例']) t.match(messages(name, website), [/three or more/], name)
})

t.test('symbols, sensitive words and the domain itself are no names', async (t) => {
  t.match(messages('示例科技，信息', website), [/symbols/])
  t.match(messages('示例维权平台', website), [/sensitive/])
  t.match(messages('Beian-Example.cn', website), [/domain/])
})

t.test('an individual is not named like an organisation', async (t) => {
  t.match(messages('示例有限公司', { ...website, subjectType: 'individual' }), [/organisation/])
  t.same(messages('示例有限公司', website), [])
})

t.test('an app may have a name in Latin letters, but no sensitive word', async (t) => {
  const app: TypeCheck = { ...website, service: { kind: 'app', appName: 'Example' } }
  t.same(messages('Example', app), [])
  t.match(messages('信访', app), [/sensitive/])
})

t.test('an order that names nothing is not asked for a name', async (t) => {
  t.same(nameRules({ content: { service: { name: 'x' } }, typeCheck: website, orderType: 'change_access', now: new Date(0) }), [])
  t.same(nameRules({ content: {}, typeCheck: website, orderType: 'first_filing', now: new Date(0) }), [])
})

function messages (name: string, typeCheck: TypeCheck): string[] {
  const content = { service: { name, domains: [{ name: 'beian-example.cn' }] } }
  return nameRules({ content, typeCheck, orderType: 'first_filing', now: new Date(0) }).map((finding) => {
    if (finding.field !== 'service.name' || finding.code !== 'SITE_NAME_INVALID' || finding.severity !== 'reject') throw new Error(finding.code)
    return finding.message.en
  })
}
