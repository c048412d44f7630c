import { createSocket } from 'node:dgram'
import t, { type Test } from 'tap'
import { createHttpClient } from './http-client.ts'
import { createPublicResolver, resolveLikeSystem } from './resolve-name.ts'

const A = 1
const AAAA = 28

/** A name server of a few lines; what it does not know does not exist. */
async function givenNameServer (t: Test, records: Record<string, { [A]?: string, [AAAA]?: string }>): Promise<string> {
  const server = createSocket('udp4', (query, from) => {
    const labels: string[] = []
    let at = 12
    for (; query[at] !== 0; at += query[at]! + 1) labels.push(query.toString('latin1', at + 1, at + 1 + query[at]!))
    const question = query.subarray(12, at + 5)
    const known = records[labels.join('.')]
    const type = query.readUInt16BE(at + 1)
    const data = type === A || type === AAAA ? known?.[type] : undefined
    const head = Buffer.from([query[0]!, query[1]!, 0x81, known ? 0x80 : 0x83, 0, 1, 0, data ? 1 : 0, 0, 0, 0, 0])
    const answer = data ? Buffer.from(`c00c${hex(type, 2)}0001${hex(60, 4)}${hex(data.length / 2, 2)}${data}`, 'hex') : Buffer.alloc(0)
    server.send(Buffer.concat([head, question, answer]), from.port, from.address)
  })
  await new Promise<void>((resolve) => { server.bind(0, '127.0.0.1', resolve) })
  t.after(() => new Promise<void>((resolve) => { server.close(resolve) }))
  return `127.0.0.1:${server.address().port}`
}

function hex (value: number, bytes: number): string {
  return value.toString(16).padStart(bytes * 2, '0')
}

t.test('a name is asked for in both families, and nobody but the name servers is asked', async (t) => {
  const resolve = createPublicResolver([await givenNameServer(t, {
    'both.test': { [A]: '01020304', [AAAA]: '24000000000000000000000000000001' },
    'four.test': { [A]: '01020304' },
    'six.test': { [AAAA]: '24000000000000000000000000000001' },
    'empty.test': {}
  })])
  t.strictSame(await resolve('both.test'), ['1.2.3.4', '2400::1'])
  t.strictSame(await resolve('four.test'), ['1.2.3.4'])
  t.strictSame(await resolve('six.test'), ['2400::1'])
  await t.rejects(resolve('empty.test'), { code: 'ENODATA' })
  await t.rejects(resolve('nobody.test'), { code: 'ENOTFOUND' })
  await t.rejects(resolve('localhost'), { code: 'ENOTFOUND' }, 'the hosts file of this machine is no answer')
})

t.test('a client refuses what a real name server says of a name that leads inside', async (t) => {
  const resolve = createPublicResolver([await givenNameServer(t, { 'inside.example.com': { [A]: '7f000001' }, 'mixed.example.com': { [A]: '01010101', [AAAA]: `${'0'.repeat(31)}1` } })])
  const client = createHttpClient({ resolve })
  t.after(() => client.close())
  for (const host of ['inside.example.com', 'mixed.example.com']) {
    await t.rejects(client.send({ url: `https://${host}/`, method: 'GET', headers: {} }), { code: 'address_refused' }, host)
  }
  await t.rejects(client.send({ url: 'https://nobody.example.com/', method: 'GET', headers: {} }), { code: 'name_unknown', message: 'The name nobody.example.com has no address (ENOTFOUND).' })
})

t.test('a host that the operator has named is looked up as everything on the machine is', async (t) => {
  t.ok((await resolveLikeSystem('localhost')).every((address) => address === '127.0.0.1' || address === '::1'))
})
