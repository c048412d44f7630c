import t from 'tap'
import { DocumentIncomplete } from './document-incomplete.ts'
import { ipv4ToInteger } from './ipv4-to-integer.ts'

t.test('addresses are written as unsigned numbers', async (t) => {
  t.equal(ipv4ToInteger('192.0.2.10', 'x'), 3221225994)
  t.equal(ipv4ToInteger('198.51.100.0', 'x'), 3325256704)
  t.equal(ipv4ToInteger('198.51.100.255', 'x'), 3325256959)
  t.equal(ipv4ToInteger('203.0.113.1', 'x'), 3405803777)
  t.equal(ipv4ToInteger('255.255.255.255', 'x'), 4294967295)
})

t.test('what is no IPv4 address is named by its field', async (t) => {
  for (const address of [undefined, '', '1.2.3', '256.1.1.1', '::1', '0.0.0.0', '1.2.3.4/24']) {
    t.throws(() => ipv4ToInteger(address, 'access.ipRanges[0].start'), new DocumentIncomplete('access.ipRanges[0].start'))
  }
})
