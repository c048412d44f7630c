import t from 'tap'
import { canonicalDomain, checkDomainForm, checkHomePageUrl, checkWebsiteDomain, hostOfHomePage } from './domain-form.ts'

t.test('one domain has one spelling', async (t) => {
  t.equal(canonicalDomain('Beian-Example.CN'), 'beian-example.cn')
  t.equal(canonicalDomain('示例.中国'), canonicalDomain('xn--fsq092h.xn--fiqs8s'))
  for (const name of ['示例。中国', 'a_b.cn', 'a..cn', '-a.cn', 'a-.cn', 'a.cn.', '.cn', 'localhost', 'ﬁ.cn', 'a.cn/x', 'a.cn:80', ' a.cn', '1.2.3.4']) {
    t.equal(canonicalDomain(name), null, name)
  }
  t.equal(canonicalDomain(`${'a'.repeat(64)}.cn`), null, 'a label has 63 characters')
})

t.test('a website is filed by the domain that was registered', async (t) => {
  for (const name of ['beian-example.cn', 'example.com.cn', 'shenzhen.gov.cn', '示例.中国', '示例.公司.cn', 'xn--fsq092h.xn--fiqs8s', 'github.io', '局.政务']) {
    t.equal(checkWebsiteDomain(name, false), null, name)
  }
})

t.test('a website is refused with what else was given', async (t) => {
  const wrong: [string, string][] = [
    ['www.beian-example.cn', 'DOMAIN_IS_SUBDOMAIN'], ['user.github.io', 'DOMAIN_IS_SUBDOMAIN'], ['com.cn', 'DOMAIN_IS_SUFFIX'],
    ['beian-example.notasuffix', 'DOMAIN_SUFFIX_UNKNOWN'], ['203.0.113.10', 'DOMAIN_INVALID'], ['beian-example.cn:8080', 'DOMAIN_INVALID'],
    ['https://beian-example.cn', 'DOMAIN_INVALID'], ['beian-example.cn/', 'DOMAIN_INVALID'], ['::1', 'DOMAIN_INVALID']
  ]
  for (const [name, code] of wrong) t.equal(checkWebsiteDomain(name, false)?.code, code, name)
  t.equal(checkWebsiteDomain('a.shenzhen.gov.cn', true), null)
})

t.test('an app may use a deeper name, but a name', async (t) => {
  t.equal(checkDomainForm('api.v2.beian-example.cn'), null)
  t.equal(checkDomainForm('203.0.113.10')?.code, 'DOMAIN_INVALID')
})

t.test('a home page is host and path without a scheme', async (t) => {
  for (const url of ['www.beian-example.cn', 'beian-example.cn/首页?a=1', 'beian-example.cn#top', '示例.中国/']) t.equal(checkHomePageUrl(url), null, url)
  for (const url of ['http://beian-example.cn', '//beian-example.cn', 'beian-example.cn:80', 'beian-example.cn/a b', 'beian', 'beian-example.cn\\x', '/x']) {
    t.equal(checkHomePageUrl(url)?.code, 'HOME_PAGE_URL_INVALID', url)
  }
  t.equal(hostOfHomePage('beian-example.cn/x?y#z'), 'beian-example.cn')
})
