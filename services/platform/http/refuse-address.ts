import { BlockList, isIP } from 'node:net'
import { GLOBAL_UNICAST_IPV6, SPECIAL_IPV4, SPECIAL_IPV6, type SpecialRange } from './special-ranges.ts'

/**
 * Why nobody may be led to this address, in two or three words; null when it is a public one. Whatever is not an address,
 * or has a zone (`fe80::1%eth0`), is refused too.
 */
export function refuseAddress (address: string): string | null {
  const family = address.includes('%') ? 0 : isIP(address)
  if (family === 4) return rangeOf(address, 'ipv4')
  if (family === 6) return rangeOf(address, 'ipv6') ?? (GLOBAL_UNICAST.check(address, 'ipv6') ? null : 'not assigned')
  return 'not an address'
}

type Family = 'ipv4' | 'ipv6'

const RANGES = {
  ipv4: SPECIAL_IPV4.map(({ range, name }) => ({ name, block: blockOf(range, 'ipv4') })),
  ipv6: SPECIAL_IPV6.map(({ range, name }) => ({ name, block: blockOf(range, 'ipv6') }))
}
const GLOBAL_UNICAST = blockOf(GLOBAL_UNICAST_IPV6, 'ipv6')

/** One list a range, so that the answer can name it; there are few. */
function rangeOf (address: string, family: Family): SpecialRange['name'] | null {
  return RANGES[family].find(({ block }) => block.check(address, family))?.name ?? null
}

function blockOf (range: string, family: Family): BlockList {
  const [network, bits] = range.split('/')
  const block = new BlockList()
  block.addSubnet(network!, Number(bits), family)
  return block
}
