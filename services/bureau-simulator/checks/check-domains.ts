import { parse } from 'tldts'
import type { Check } from './check-new-filing.ts'

/**
 * 1004: only independently registered domains are filed, no sub-domain and no suffix of its own. Since 2019-04-22 a site of a
 * new filing has exactly one domain, or it is returned with a sentence; no code was published for that, so it is 1999 here.
 */
export const checkDomains: Check = ({ sites }) => sites.flatMap(({ name: siteName, domains }) => [
  ...domains.filter(({ name }) => !isRegistrable(name)).map(({ name }) => ({ code: 1004, value: name, siteName })),
  ...(domains.length > 1
    ? [{ code: 1999, value: domains.map(({ name }) => name).join(';'), text: '一个网站只能报备一个域名', siteName }]
    : [])
])

function isRegistrable (name: string): boolean {
  const { domain, isIp, isIcann } = parse(name)
  return domain === name && isIp !== true && isIcann === true
}
