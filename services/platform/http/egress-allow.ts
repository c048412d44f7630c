import { BlockList, isIP } from 'node:net'

/** What the operator has opened (EGRESS_ALLOW, docs/egress.md). */
export type EgressAllow = {
  /** A name, or an address as a URL spells it, without brackets. */
  allowsHost (host: string, port: number): boolean
  allowsAddress (address: string): boolean
}

/**
 * Reads `host`, `host:port` and `address/bits`, separated by commas; an IPv6 address with a port stands in brackets.
 * @throws Error with one line for each entry that is none of these
 */
export function readEgressAllow (text: string): EgressAllow {
  const hosts = new Set<string>()
  const networks = new BlockList()
  const faults: string[] = []
  for (const entry of text.split(',').map((part) => part.trim()).filter(Boolean)) {
    const fault = entry.includes('/') ? addNetwork(networks, entry) : addHost(hosts, entry)
    if (fault) faults.push(`  "${entry}": ${fault}`)
  }
  if (faults.length > 0) throw new Error(`EGRESS_ALLOW is not right:\n${faults.join('\n')}`)
  return {
    allowsHost: (host, port) => hosts.has(host) || hosts.has(`${host} ${port}`),
    allowsAddress: (address) => isIP(address) !== 0 && !address.includes('%') && networks.check(address, familyOf(address))
  }
}

function addNetwork (networks: BlockList, entry: string): string | null {
  const [, network, digits] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? []
  const bits = Number(digits)
  if (network === undefined || isIP(network) === 0 || network.includes('%')) {
    return 'a network is an address and a number of bits, as 10.20.0.0/16; of a URL give only host or host:port'
  }
  if (bits > (isIP(network) === 6 ? 128 : 32)) return 'has more bits than such an address'
  if (bits === 0) return 'would switch the guard off: name the networks that you mean'
  networks.addSubnet(network, bits, familyOf(network))
  return null
}

function addHost (hosts: Set<string>, entry: string): string | null {
  const [, name, port] = isIP(entry) === 6 ? ['', `[${entry}]`] : /^(\[[^\]]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(entry) ?? []
  if (name === undefined) return 'is neither host, host:port nor a network; an IPv6 address with a port stands in brackets'
  if (name.includes('*')) return 'stars are not known: name each host, or the network that they are in'
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return 'a port is a number from 1 to 65535'
  const host = asInUrls(name)
  if (host === null) return 'is not the name of a host'
  hosts.add(port === undefined ? host : `${host} ${Number(port)}`)
  return null
}

/** One spelling for all: lower case, punycode, shortest form of an address. */
function asInUrls (name: string): string | null {
  if (/[\s@?#\\%]/.test(name)) return null
  const url = URL.parse(`http://${name}/`)
  return url === null || url.hostname.endsWith('.') ? null : url.hostname.replace(/^\[|\]$/g, '')
}

function familyOf (address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}
