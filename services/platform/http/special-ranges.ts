/** A block of addresses that is no place for a request of ours, and who says so. */
export type SpecialRange = { range: string, name: string, source: string }

/**
 * The IANA IPv4 special-purpose registry, all of it, with multicast, which has a registry of its own. Blocks that the
 * registry calls globally reachable are here too: they serve name servers and relays, nobody receives webhooks there.
 */
export const SPECIAL_IPV4: readonly SpecialRange[] = [
  { range: '0.0.0.0/8', name: 'this network', source: 'RFC 791, section 3.2' },
  { range: '10.0.0.0/8', name: 'private use', source: 'RFC 1918' },
  { range: '100.64.0.0/10', name: 'shared address space', source: 'RFC 6598' },
  { range: '127.0.0.0/8', name: 'loopback', source: 'RFC 1122, section 3.2.1.3' },
  { range: '168.63.129.16/32', name: 'platform address of a cloud', source: 'Microsoft Azure, "What is IP address 168.63.129.16?"' },
  { range: '169.254.0.0/16', name: 'link-local', source: 'RFC 3927; clouds keep their metadata here' },
  { range: '172.16.0.0/12', name: 'private use', source: 'RFC 1918' },
  { range: '192.0.0.0/24', name: 'protocol assignments', source: 'RFC 6890, section 2.1' },
  { range: '192.0.2.0/24', name: 'documentation', source: 'RFC 5737' },
  { range: '192.31.196.0/24', name: 'AS112', source: 'RFC 7535' },
  { range: '192.52.193.0/24', name: 'multicast relays', source: 'RFC 7450' },
  { range: '192.88.99.0/24', name: '6to4 relays', source: 'RFC 7526' },
  { range: '192.168.0.0/16', name: 'private use', source: 'RFC 1918' },
  { range: '192.175.48.0/24', name: 'AS112', source: 'RFC 7534' },
  { range: '198.18.0.0/15', name: 'benchmarking', source: 'RFC 2544' },
  { range: '198.51.100.0/24', name: 'documentation', source: 'RFC 5737' },
  { range: '203.0.113.0/24', name: 'documentation', source: 'RFC 5737' },
  { range: '224.0.0.0/4', name: 'multicast', source: 'RFC 5771' },
  { range: '240.0.0.0/4', name: 'reserved', source: 'RFC 1112, section 4' },
  { range: '255.255.255.255/32', name: 'broadcast', source: 'RFC 919, section 7' }
]

/** The IANA IPv6 special-purpose registry, and what older RFCs set aside. Forms that carry an IPv4 address are refused whole. */
export const SPECIAL_IPV6: readonly SpecialRange[] = [
  { range: '::/128', name: 'unspecified', source: 'RFC 4291, section 2.5.2' },
  { range: '::1/128', name: 'loopback', source: 'RFC 4291, section 2.5.3' },
  { range: '::ffff:0:0/96', name: 'mapped IPv4', source: 'RFC 4291, section 2.5.5.2' },
  { range: '::/96', name: 'compatible IPv4', source: 'RFC 4291, section 2.5.5.1' },
  { range: '64:ff9b::/96', name: 'translated IPv4', source: 'RFC 6052' },
  { range: '64:ff9b:1::/48', name: 'translated IPv4', source: 'RFC 8215' },
  { range: '100::/64', name: 'discard only', source: 'RFC 6666' },
  { range: '100:0:0:1::/64', name: 'dummy prefix', source: 'RFC 9780' },
  { range: '2001::/32', name: 'Teredo', source: 'RFC 4380' },
  { range: '2001::/23', name: 'protocol assignments', source: 'RFC 2928' },
  { range: '2001:db8::/32', name: 'documentation', source: 'RFC 3849' },
  { range: '2002::/16', name: '6to4', source: 'RFC 3056' },
  { range: '2620:4f:8000::/48', name: 'AS112', source: 'RFC 7534' },
  { range: '3fff::/20', name: 'documentation', source: 'RFC 9637' },
  { range: '5f00::/16', name: 'segment routing', source: 'RFC 9602' },
  { range: 'fc00::/7', name: 'unique local', source: 'RFC 4193' },
  { range: 'fe80::/10', name: 'link-local', source: 'RFC 4291, section 2.5.6' },
  { range: 'fec0::/10', name: 'site-local', source: 'RFC 3879' },
  { range: 'ff00::/8', name: 'multicast', source: 'RFC 4291, section 2.7' }
]

/** Whatever is outside has been given to nobody (IANA IPv6 address space registry; RFC 4291, section 2.4). */
export const GLOBAL_UNICAST_IPV6 = '2000::/3'
