import { domainToASCII } from 'node:url'
import { parse } from 'tldts'
import { fault, type ValueFault } from './field-fault.ts'

/**
 * One spelling for every way to write a domain: small letters, Chinese labels in punycode. Two orders for the same domain
 * meet only when both compare by it. Null when it is no domain name.
 */
export function canonicalDomain (name: string): string | null {
  // domainToASCII would read 。 as a dot, cut at a slash and take ﬁ for fi: the text that was typed must be the name itself.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(name) || name !== name.normalize('NFKC')) return null
  const ascii = domainToASCII(name)
  const labels = ascii.split('.')
  if (ascii.length > 253 || labels.length < 2 || isIpv4Like(ascii)) return null
  return labels.every((label) => /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/.test(label)) ? ascii : null
}

export function isSameDomain (one: string, other: string): boolean {
  return one === other || (canonicalDomain(one) !== null && canonicalDomain(one) === canonicalDomain(other))
}

export function checkDomainForm (name: string): ValueFault | null {
  if (isIpv4Like(name) || name.includes(':')) return DOMAIN_IS_ADDRESS
  return canonicalDomain(name) === null ? DOMAIN_INVALID : null
}

/**
 * A website is filed by its registrable domain, by the public suffix list; its subdomains follow it. Government bodies may
 * file deeper names (rule N-DOM-009).
 */
export function checkWebsiteDomain (name: string, mayBeDeeper: boolean): ValueFault | null {
  const fault = checkDomainForm(name)
  if (fault !== null) return fault
  // A private suffix such as github.io is a domain that somebody registered, so it is filed like one.
  const parsed = parse(canonicalDomain(name) ?? name, { extractHostname: false, allowPrivateDomains: false })
  if (parsed.isIcann !== true) return DOMAIN_SUFFIX_UNKNOWN
  if (parsed.domain === null) return DOMAIN_IS_SUFFIX
  return parsed.subdomain === '' || mayBeDeeper ? null : DOMAIN_IS_SUBDOMAIN
}

/** A home page is host and path, without a scheme (Syurl of the bureau). Whether the host is filed is a rule, not a form. */
export function checkHomePageUrl (url: string): ValueFault | null {
  const host = hostOfHomePage(url)
  return /[\s\\]/.test(url) || url.includes('://') || canonicalDomain(host) === null ? HOME_PAGE_URL_INVALID : null
}

export function hostOfHomePage (url: string): string {
  return url.split(/[/?#]/, 1)[0] ?? ''
}

function isIpv4Like (name: string): boolean {
  return /^\d+(\.\d+){3}$/.test(name)
}

const DOMAIN_INVALID = fault('DOMAIN_INVALID', '域名格式有误：请只填写域名本身，不含http://、端口、路径、空格或下划线。',
  'This is not a domain name: give the name alone, without http://, port, path, spaces or underscores.')

const DOMAIN_IS_ADDRESS = fault('DOMAIN_INVALID', '此处须填写域名，不能填写IP地址或端口。请填写已实名认证的域名。',
  'A domain is needed here, not an address or a port. Give a domain that is registered by real name.')

const DOMAIN_SUFFIX_UNKNOWN = fault('DOMAIN_SUFFIX_UNKNOWN', '域名后缀不存在。请核对拼写，并使用工业和信息化部批复的后缀。',
  'The suffix of this domain does not exist. Check the spelling; the suffix must be one that the ministry approved.')

const DOMAIN_IS_SUFFIX = fault('DOMAIN_IS_SUFFIX', '这是域名后缀，不是可注册的域名。请填写注册的完整域名。',
  'This is a public suffix, under which domains are registered. Give the domain that was registered.')

const DOMAIN_IS_SUBDOMAIN = fault('DOMAIN_IS_SUBDOMAIN', '网站备案只需填写顶级域名，子域名随其生效。请去掉“www.”等前缀。',
  'A website is filed by its registrable domain, which covers its subdomains. Leave out www and other prefixes.')

const HOME_PAGE_URL_INVALID = fault('HOME_PAGE_URL_INVALID', '网站首页URL有误：请填写“www.域名”或“域名/路径”，不含http://、端口和空格。',
  'This is not a home page: give host and path as in www.domain or domain/path, without http://, port or spaces.')
