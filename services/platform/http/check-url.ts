import { isIP } from 'node:net'
import type { EgressAllow } from './egress-allow.ts'
import { refuseAddress } from './refuse-address.ts'
import { FIRST_USER_PORT, REFUSED_PORTS, WEB_PORTS } from './refused-ports.ts'
import { targetOf } from './target-of.ts'

export type UrlRules = {
  allow: EgressAllow
  /** Also for hosts that are not on the list. */
  plainHttp?: boolean
}

export type UrlFault = {
  code: 'url_refused' | 'address_refused'
  /** Which of the rules, for whoever says it in another language. */
  reason: 'not_a_url' | 'scheme' | 'credentials' | 'fragment' | 'host_name' | 'address' | 'port'
  message: string
}

/**
 * What speaks against sending to this URL, as far as the URL itself tells; null when nothing does. Where its name leads
 * is looked at when the socket connects, and not before: the answer could be another one by then.
 */
export function checkUrl (text: string, { allow, plainHttp = false }: UrlRules): UrlFault | null {
  const url = /^https?:\/\/[^\s\\/][^\s\\]*$/i.test(text) && !hasControls(text) ? URL.parse(text) : null
  if (url === null) return refuse('not_a_url', 'Give a complete URL, as https://hooks.example.com/beian, without spaces.')
  const { host, port } = targetOf(url)
  if (AUTHORITY_WITH_USER.test(text)) return refuse('credentials', 'Leave the user name and password out of the URL: requests are signed, and URLs are written to logs.')
  if (text.includes('#')) return refuse('fragment', 'Leave out what begins with "#": it is never sent.')
  if (host.endsWith('.')) return refuse('host_name', 'Write the name of the host without a dot at its end.')
  if (allow.allowsHost(host, port) || (isIP(host) !== 0 && allow.allowsAddress(host))) return null
  if (url.protocol === 'http:' && !plainHttp) return refuse('scheme', 'Use https: what is sent could be read and changed on its way.')
  return checkHost(host) ?? checkPort(port)
}

/** Also an empty one, which URL parsers pass over. */
const AUTHORITY_WITH_USER = /^https?:\/\/[^/?#]*@/i

/** Names that lead somewhere inside (RFC 6761, 6762, 8375; ICANN keeps "internal" for it), or are in use for that. */
const INSIDE = /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|svc|consul|arpa)$/

function checkHost (host: string): UrlFault | null {
  if (isIP(host) !== 0) {
    const special = refuseAddress(host)
    return special === null ? null : { ...refuse('address', `The address ${host} cannot be reached from the internet (${special}).`), code: 'address_refused' }
  }
  if (!host.includes('.')) return refuse('host_name', `"${host}" is no name of the public internet: give the whole name of the host.`)
  return INSIDE.test(host) ? refuse('host_name', `"${host}" is a name of an internal network, and requests go to the public internet only.`) : null
}

function checkPort (port: number): UrlFault | null {
  const refused = port < FIRST_USER_PORT ? !WEB_PORTS.includes(port) : REFUSED_PORTS.has(port)
  return refused ? refuse('port', `Port ${port} belongs to another service: use 443, or a port above 1023 that is not known for something else.`) : null
}

function refuse (reason: UrlFault['reason'], message: string): UrlFault {
  return { code: 'url_refused', reason, message }
}

/** URL parsers take tabs and line breaks out in silence. */
function hasControls (text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f')
}
