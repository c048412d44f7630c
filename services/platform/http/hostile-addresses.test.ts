import t from 'tap'
import { readEgressAllow } from './egress-allow.ts'
import { createHttpClient } from './http-client.ts'

/** What name servers that mean us harm would answer. */
const NAMES: Record<string, string[]> = {
  'loopback.example.com': ['127.0.0.1'],
  'private.example.com': ['10.1.2.3'],
  'metadata.example.com': ['169.254.169.254'],
  'alibaba-metadata.example.com': ['100.100.100.200'],
  'six.example.com': ['::1'],
  'mapped.example.com': ['::ffff:10.0.0.1'],
  'nat64.example.com': ['64:ff9b::a00:1'],
  'link.example.com': ['fe80::1%eth0'],
  'mixed.example.com': ['39.96.0.1', '192.168.1.1'],
  'mixed-six.example.com': ['2400:3200::1', 'fd00::1'],
  'garbage.example.com': ['not-an-address'],
  'xn--bcher-kva.example.com': ['172.16.0.1']
}

/** By the rule that refuses them: `url` for what the URL itself tells, `address` for where it leads. */
const HOSTILE: Record<'url' | 'address', string[]> = {
  address: [
    // IPv4, one of each special block
    'https://0.0.0.0/', 'https://10.0.0.1/', 'https://100.64.0.1/', 'https://100.100.100.200/latest/meta-data/', 'https://127.0.0.1/', 'https://127.255.255.254/',
    'https://168.63.129.16/', 'https://169.254.169.254/latest/meta-data/', 'https://169.254.0.23/', 'https://172.16.0.1/', 'https://172.31.255.255/', 'https://192.0.0.192/',
    'https://192.0.2.1/', 'https://192.31.196.1/', 'https://192.52.193.1/', 'https://192.88.99.1/', 'https://192.168.0.1/', 'https://192.175.48.1/', 'https://198.18.0.1/',
    'https://198.19.255.255/', 'https://198.51.100.1/', 'https://203.0.113.1/', 'https://224.0.0.1/', 'https://239.255.255.250/', 'https://240.0.0.1/', 'https://255.255.255.255/',
    // the same in other spellings
    'https://0177.0.0.1/', 'https://0x7f.1/', 'https://0x7f000001/', 'https://2130706433/', 'https://017700000001/', 'https://127.1/', 'https://127.0.1/', 'https://0/',
    'https://0xA9FEA9FE/', 'https://2852039166/', 'https://0xa.0.0.1/', 'https://10.1/', 'https://127.0.0.1:8443/', 'https://%31%32%37.0.0.1/', 'https://127%2e0%2e0%2e1/',
    'https://①②⑦.⓪.⓪.①/', 'https://127。0。0。1/', 'https://127．0．0．1/', 'https://127｡0｡0｡1/', 'https://１２７.0.0.1/', 'https://127.0.0.1./',
    // IPv6, and what it carries
    'https://[::]/', 'https://[::1]/', 'https://[0:0:0:0:0:0:0:1]/', 'https://[::127.0.0.1]/', 'https://[::a00:1]/', 'https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/',
    'https://[::ffff:a9fe:a9fe]/', 'https://[::ffff:0:10.0.0.1]/', 'https://[64:ff9b::10.0.0.1]/', 'https://[64:ff9b::7f00:1]/', 'https://[64:ff9b:1::a00:1]/', 'https://[100::1]/',
    'https://[100:0:0:1::1]/', 'https://[2001::1]/', 'https://[2001:0:4136:e378:8000:63bf:80ff:fffe]/', 'https://[2001:20::1]/', 'https://[2001:db8::1]/', 'https://[2002:7f00:1::]/',
    'https://[2002:a00:1::1]/', 'https://[2620:4f:8000::1]/', 'https://[3fff::1]/', 'https://[5f00::1]/', 'https://[fc00::1]/', 'https://[fd00:ec2::254]/', 'https://[fe80::1]/',
    'https://[febf::1]/', 'https://[fec0::1]/', 'https://[ff02::1]/', 'https://[4000::1]/', 'https://[1fff::1]/',
    // names that lead inside
    ...Object.keys(NAMES).map((name) => `https://${name}/`), 'https://BÜCHER.example.com/', 'https://Loopback.Example.COM:8443/'
  ],
  url: [
    // schemes
    'http://example.com/', 'http://39.96.0.1/', 'ftp://example.com/', 'file:///etc/passwd', 'gopher://example.com/', 'ws://example.com/', 'data:text/plain,x', 'javascript:1',
    'unix:/var/run/docker.sock', '//example.com/', 'https:example.com', 'https:/example.com', 'https:///example.com', 'example.com', '',
    // credentials, fragments, and what parsers take out in silence
    'https://user@example.com/', 'https://@example.com/', 'https://:@example.com/', 'https://user:password@example.com/', 'https://example.com@10.0.0.1/', 'https://:password@example.com/', 'https://example.com/#part', 'https://example.com/#',
    ' https://example.com/', 'https://exa\tmple.com/', 'https://example.com/\r\nHost: 10.0.0.1', 'https://example.com\\@10.0.0.1/', 'https:\\\\10.0.0.1\\', 'https://example.com/a b',
    // names of the inside
    'https://localhost/', 'https://LOCALHOST/', 'https://ⓛocalhost/', 'https://api.localhost/', 'https://printer.local/', 'https://metadata.google.internal/', 'https://router.home.arpa/',
    'https://db.corp/', 'https://intranet/', 'https://redis/', 'https://kubernetes.default.svc/', 'https://kubernetes.default.svc.cluster.local/', 'https://nas.lan/', 'https://localhost.localdomain/',
    'https://example.com./', 'https://localhost./', 'https://1.0.0.127.in-addr.arpa/',
    // what is no host
    'https://[fe80::1%25eth0]/', 'https://[fe80::1%eth0]/', 'https://[::1/', 'https://256.0.0.1/', 'https://1.2.3.4.5/', 'https://exam ple.com/', 'https://a%00b.example.com/', 'https://.../',
    // ports of other services
    ...[22, 23, 25, 53, 110, 135, 139, 389, 445, 636, 1023, 1433, 2375, 2379, 3306, 3389, 5432, 5900, 6379, 6443, 6667, 8500, 9200, 10250, 11211, 15672, 27017].map((port) => `https://example.com:${port}/`),
    'https://example.com:0/', 'https://example.com:65536/', 'https://example.com:-1/', 'https://example.com:6379?/', 'https://39.96.0.1:22/'
  ]
}

t.test('hostile addresses are refused before a byte is sent', async (t) => {
  const asked: string[] = []
  const resolve = async (name: string) => {
    asked.push(name)
    return NAMES[name] ?? Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))
  }
  const client = createHttpClient({ resolve })
  t.after(() => client.close())
  for (const url of HOSTILE.url) await t.rejects(client.send(get(url)), { name: 'HttpFailure', code: 'url_refused' }, JSON.stringify(url))
  t.strictSame(asked, [], 'no name server hears of them')
  for (const url of HOSTILE.address) await t.rejects(client.send(get(url)), { name: 'HttpFailure', code: 'address_refused' }, url)
  t.ok(HOSTILE.address.length + HOSTILE.url.length > 160)
})

t.test('a refusal does not tell where an internal name leads', async (t) => {
  const client = createHttpClient({ resolve: async () => ['10.9.8.7'] })
  t.after(() => client.close())
  await t.rejects(client.send(get('https://private.example.com/')), {
    message: 'private.example.com leads to an address that cannot be reached from the internet (private use).'
  })
})

t.test('what the operator allows is allowed, and nothing beside it', async (t) => {
  const allow = readEgressAllow('127.0.0.2:9, 127.0.0.3, printer.local:9, 127.8.0.0/16')
  const client = createHttpClient({ allow, resolve: async (name) => name === 'inside.example.com' ? ['127.8.0.1'] : ['127.9.0.1'] })
  t.after(() => client.close())
  const passes = ['http://127.0.0.2:9/', 'http://127.0.0.3:9/', 'http://127.0.0.3:6379/', 'http://127.8.1.1:9/', 'https://inside.example.com:5555/']
  for (const url of passes) await t.rejects(client.send(get(url)), { code: 'connection_refused' }, url)
  await t.rejects(client.send(get('http://printer.local:9/')), { code: 'name_unknown' })
  const refused: Array<[string, string]> = [
    ['http://127.0.0.2:10/', 'url_refused'], ['https://127.0.0.2:10443/', 'address_refused'], ['https://127.0.0.4/', 'address_refused'],
    ['https://127.9.0.1/', 'address_refused'], ['https://outside.example.com/', 'address_refused'], ['http://inside.example.com:5555/', 'url_refused'],
    ['https://inside.example.com:6379/', 'url_refused'], ['https://printer.local/', 'url_refused'], ['http://user@127.0.0.3:9/', 'url_refused'], ['http://127.0.0.3:9/#x', 'url_refused']
  ]
  for (const [url, code] of refused) await t.rejects(client.send(get(url)), { code }, url)
})

t.test('a client for configured origins reaches these and nothing else, wherever they are', async (t) => {
  const client = createHttpClient({ only: ['http://127.0.0.2:9/path', 'https://127.0.0.3:9'] })
  t.after(() => client.close())
  for (const url of ['http://127.0.0.2:9/', 'http://127.0.0.2:9/other', 'https://127.0.0.3:9/']) await t.rejects(client.send(get(url)), { code: 'connection_refused' }, url)
  for (const url of ['http://127.0.0.2:10/', 'https://127.0.0.2:9/', 'http://127.0.0.3:9/', 'https://example.com/', 'nonsense']) {
    await t.rejects(client.send(get(url)), { code: 'url_refused' }, url)
  }
  for (const only of ['ftp://example.com', 'example.com', 'http://[bad']) t.throws(() => createHttpClient({ only: [only] }), /begins with http/, only)
})

function get (url: string) {
  return { url, method: 'GET' as const, headers: {} }
}
