import * as fc from 'fast-check'
import t from 'tap'
import { checkIpv4, checkIpv4Range, parseIpv4 } from './ipv4.ts'

t.test('an address is the number that the bureau counts it by', async (t) => {
  fc.assert(fc.property(fc.nat(0xffffffff), (number) => {
    const parts = [24, 16, 8, 0].map((shift) => (number >>> shift) & 255)
    return parseIpv4(parts.join('.')) === number
  }))
  t.equal(parseIpv4('255.255.255.255'), 4294967295)
})

t.test('what is no dotted address is refused', async (t) => {
  for (const address of ['1.2.3', '1.2.3.4.5', '1.2.3.256', '01.2.3.4', '1.2.3.', '1.2.3.4 ', '::1', '0x1.2.3.4', '-1.2.3.4', '1e1.2.3.4']) {
    t.equal(checkIpv4(address)?.code, 'IP_INVALID', address)
  }
})

t.test('private and reserved addresses are refused, from the first to the last of a range', async (t) => {
  for (const address of ['0.0.0.0', '10.255.255.255', '100.64.0.0', '100.127.255.255', '127.0.0.1', '169.254.1.1', '172.16.0.0', '172.31.255.255',
    '192.168.0.1', '198.18.0.1', '198.19.255.255', '224.0.0.1', '255.255.255.255']) t.equal(checkIpv4(address)?.code, 'IP_RESERVED', address)
  for (const address of ['9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255',
    '198.17.255.255', '198.20.0.0', '223.255.255.255']) t.equal(checkIpv4(address), null, address)
})

t.test('the addresses for documentation may be filed: examples and demonstrations use them', async (t) => {
  for (const address of ['192.0.2.1', '198.51.100.1', '203.0.113.10']) t.equal(checkIpv4(address), null, address)
})

t.test('a range is in order and touches nothing reserved', async (t) => {
  t.equal(checkIpv4Range('203.0.113.1', '203.0.113.1'), null)
  t.equal(checkIpv4Range('203.0.113.9', '203.0.113.10'), null, 'compared as numbers, not as text')
  t.equal(checkIpv4Range('203.0.113.10', '203.0.113.9')?.code, 'IP_RANGE_REVERSED')
  t.equal(checkIpv4Range('9.0.0.0', '11.0.0.0')?.code, 'IP_RESERVED')
  t.equal(checkIpv4Range('9.0.0.0', 'x')?.code, 'IP_INVALID')
})
