import fc from 'fast-check'
import t from 'tap'
import { refuseAddress } from './refuse-address.ts'
import { SPECIAL_IPV4, SPECIAL_IPV6 } from './special-ranges.ts'

const PUBLIC = [
  '1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '39.96.0.1', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0', '168.63.129.15',
  '168.63.129.17', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '191.255.255.255', '192.0.1.0', '192.0.3.0', '192.88.98.255',
  '192.88.100.0', '192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '198.51.99.255', '198.51.101.0', '203.0.112.255', '203.0.114.0',
  '223.255.255.255', '2000::1', '2001:200::1', '2001:db7:ffff::1', '2001:db9::1', '2003::1', '2400:3200::1', '2606:4700:4700::1111',
  '2620:4f:7fff::1', '2620:4f:8001::1', '3ffe:ffff::1', '3fff:1000::1'
]

t.test('a public address is let through, also right beside a block that is refused', async (t) => {
  for (const address of PUBLIC) t.equal(refuseAddress(address), null, address)
})

t.test('what is no address, or has a zone, is refused', async (t) => {
  for (const text of ['', 'localhost', '1.1.1', '1.1.1.1.1', '01.1.1.1', '0x1.1.1.1', '1.1.1.1:80', '[::1]', '2606:4700::1%eth0', 'fe80::1%1', '1.1.1.1 ']) {
    t.equal(refuseAddress(text), 'not an address', text)
  }
})

t.test('no listed IPv4 block has a hole', async (t) => {
  for (const { range, name } of SPECIAL_IPV4) {
    const { first, size } = blockOf4(range)
    const addresses = fc.bigInt({ min: first, max: first + size - 1n })
    fc.assert(fc.property(addresses, (address) => refuseAddress(asIpv4(address)) !== null), { examples: [[first], [first + size - 1n]] })
    t.type(refuseAddress(asIpv4(first)), 'string', `${range} ${name}`)
  }
})

t.test('no listed IPv6 block has a hole, however an address is spelled', async (t) => {
  for (const { range, name } of SPECIAL_IPV6) {
    const { first, size } = blockOf6(range)
    const addresses = fc.bigInt({ min: first, max: first + size - 1n })
    const spellings = fc.constantFrom(asIpv6, shortened, withDots)
    fc.assert(fc.property(addresses, spellings, (address, spell) => refuseAddress(spell(address)) !== null), {
      examples: [[first, asIpv6], [first + size - 1n, shortened]]
    })
    t.type(refuseAddress(asIpv6(first)), 'string', `${range} ${name}`)
  }
})

t.test('outside 2000::/3 no IPv6 address is let through', async () => {
  const outside = fc.oneof(fc.bigInt({ min: 0n, max: (1n << 125n) - 1n }), fc.bigInt({ min: 1n << 126n, max: (1n << 128n) - 1n }))
  fc.assert(fc.property(outside, (address) => refuseAddress(asIpv6(address)) !== null), { numRuns: 1_000 })
})

t.test('every private IPv4 address is refused in each form of IPv6 that carries one', async () => {
  const inside = fc.constantFrom(...SPECIAL_IPV4.map(({ range }) => blockOf4(range)))
    .chain(({ first, size }) => fc.bigInt({ min: first, max: first + size - 1n }))
  const forms: Array<(ipv4: bigint) => bigint> = [
    (ipv4) => (0xffffn << 32n) | ipv4, // mapped
    (ipv4) => ipv4, // compatible
    (ipv4) => (0x64ff9bn << 96n) | ipv4, // NAT64
    (ipv4) => (0x64ff9bn << 96n) | (1n << 80n) | ipv4, // local NAT64
    (ipv4) => (0x2002n << 112n) | (ipv4 << 80n), // 6to4
    (ipv4) => (0x20010000n << 96n) | (ipv4 ^ 0xffffffffn) // Teredo hides it inverted
  ]
  fc.assert(fc.property(inside, fc.constantFrom(...forms), (ipv4, form) => refuseAddress(asIpv6(form(ipv4))) !== null), { numRuns: 2_000 })
})

/** Counted with integers here, so that a fault of BlockList would show. */
function blockOf4 (range: string): { first: bigint, size: bigint } {
  const [network, bits] = range.split('/')
  const first = network!.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n)
  return { first, size: 1n << BigInt(32 - Number(bits)) }
}

function blockOf6 (range: string): { first: bigint, size: bigint } {
  const [network, bits] = range.split('/')
  const [head = '', tail = ''] = network!.split('::')
  const words = (text: string) => text === '' ? [] : text.split(':')
  const zeros = Array<string>(8 - words(head).length - words(tail).length).fill('0')
  const first = [...words(head), ...zeros, ...words(tail)].reduce((sum, word) => (sum << 16n) | BigInt(`0x${word}`), 0n)
  return { first, size: 1n << BigInt(128 - Number(bits)) }
}

function asIpv4 (address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.')
}

function asIpv6 (address: bigint): string {
  return Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(':')
}

function shortened (address: bigint): string {
  return new URL(`http://[${asIpv6(address)}]`).hostname.slice(1, -1)
}

/** The last four bytes as IPv4 writes them. */
function withDots (address: bigint): string {
  return asIpv6(address).split(':').slice(0, 6).join(':') + ':' + asIpv4(address & 0xffffffffn)
}
