import t from 'tap'
import { readEgressAllow } from './egress-allow.ts'

t.test('an empty list allows nothing', async (t) => {
  for (const text of ['', ' ', ',,']) {
    const allow = readEgressAllow(text)
    t.notOk(allow.allowsHost('localhost', 80))
    t.notOk(allow.allowsAddress('127.0.0.1'))
  }
})

t.test('a host is allowed on every port, with a port on that one only, however it is spelled', async (t) => {
  const allow = readEgressAllow('Hooks.Corp.Example, 127.0.0.1, ::1, erp.example:8443, [fd00:0:0::7]:9000, 0x7f.2, 备案.example')
  for (const port of [80, 443, 9000]) t.ok(allow.allowsHost('hooks.corp.example', port))
  t.ok(allow.allowsHost('127.0.0.1', 9000))
  t.ok(allow.allowsHost('::1', 9000))
  t.ok(allow.allowsHost('127.0.0.2', 80))
  t.ok(allow.allowsHost('xn--srsw86a.example', 443))
  t.ok(allow.allowsHost('erp.example', 8443))
  t.notOk(allow.allowsHost('erp.example', 443))
  t.ok(allow.allowsHost('fd00::7', 9000))
  t.notOk(allow.allowsHost('fd00::7', 9001))
  t.notOk(allow.allowsHost('corp.example', 443), 'a part of a name is another name')
  t.notOk(allow.allowsAddress('127.0.0.1'), 'the host is meant, and no other name that leads there')
})

t.test('a network is allowed for every address in it', async (t) => {
  const allow = readEgressAllow('10.20.0.0/16,fd00:1::/32, 192.0.2.7/32')
  for (const address of ['10.20.0.0', '10.20.255.255', 'fd00:1:ffff::1', '192.0.2.7']) t.ok(allow.allowsAddress(address), address)
  for (const address of ['10.21.0.0', '10.19.255.255', 'fd00:2::1', '192.0.2.8', 'fd00:1::1%eth0', 'localhost', '']) t.notOk(allow.allowsAddress(address), address)
})

t.test('every fault of the list is told, with its remedy', async (t) => {
  const faults: Array<[string, RegExp]> = [
    ['10.0.0.0/33', /more bits/], ['fd00::/129', /more bits/], ['10.0.0.0/', /10\.20\.0\.0\/16/], ['example.com/8', /host:port/], ['0.0.0.0/0', /guard off/],
    ['::/0', /guard off/], ['https://example.com', /host:port/], ['*.example.com', /stars/], ['example.com:0', /65535/], ['example.com:70000', /65535/],
    ['example.com:', /neither/], ['fd00::7:9000:zz', /neither/], ['fe80::1%eth0', /not the name/], ['a b', /not the name/], ['user@host', /not the name/],
    ['example.com.', /not the name/], ['[::1', /neither/], ['10.0.0.0/8:80', /10\.20\.0\.0\/16/]
  ]
  for (const [entry, remedy] of faults) t.throws(() => readEgressAllow(entry), remedy, entry)
  t.throws(() => readEgressAllow('localhost,*.a,10.0.0.0/99'), {
    message: 'EGRESS_ALLOW is not right:\n  "*.a": stars are not known: name each host, or the network that they are in\n  "10.0.0.0/99": has more bits than such an address'
  })
})
