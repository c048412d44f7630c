import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { until } from '../../../tests/support/until.ts'
import { readEgressAllow } from './egress-allow.ts'
import { createHttpClient, type HttpClientOptions, type HttpRequest } from './http-client.ts'
import { HttpFailure } from './http-failure.ts'
import { givenRawServer } from './testing/raw-server.ts'
import { selfSigned } from './testing/self-signed.ts'

const SECRET = 'zhang.san@example.com'
const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'

function givenClient (t: Test, options: HttpClientOptions = {}) {
  const client = createHttpClient({ allow: readEgressAllow('127.0.0.1,localhost'), ...options })
  t.after(() => client.close())
  return client
}

function post (url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return { url, method: 'POST', headers: { 'content-type': 'application/json' }, body: `{"mail":"${SECRET}"}`, ...more }
}

/** Says it again and again until the other side hangs up. */
function repeat (socket: Socket, text: string, everyMs: number): void {
  const timer = setInterval(() => socket.write(text), everyMs)
  socket.on('close', () => clearInterval(timer))
}

t.test('an answer is told with status, headers, body and time', async (t) => {
  const asked: string[] = []
  const server = await givenRawServer(t, (socket, request) => {
    asked.push(request)
    socket.end('HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 4\r\n\r\nbusy')
  })
  const { durationMs, body, ...answer } = await givenClient(t).send(post(`${server.url}?a=1&b=%20`))
  t.strictSame(answer, { status: 429, headers: { 'retry-after': '7', 'x-a': '1, 2', 'content-length': '4' }, truncated: false })
  t.equal(body.toString(), 'busy')
  t.ok(durationMs > 0 && durationMs < 20_000)
  t.match(asked[0], /^POST \/hook\?a=1&b=%20 HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\n/)
  t.match(asked[0], /\r\naccept-encoding: identity\r\ncontent-type: application\/json\r\ncontent-length: 32\r\n\r\n\{"mail":"zhang\.san@example\.com"\}$/)
})

t.test('what goes wrong has a code of its own, within its limit, closes the connection and tells no secret', async (t) => {
  const head = 'HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n'
  const cases: Array<[string, (socket: Socket) => void, HttpRequest['limits'], string]> = [
    ['never answers', () => {}, { headersMs: 40 }, 'headers_timeout'],
    ['never answers, in all', () => {}, { totalMs: 40 }, 'total_timeout'],
    ['drips its headers', (socket) => { socket.write('HTTP/1.1 200 OK\r\n'); repeat(socket, 'a: b\r\n', 5) }, { headersMs: 60 }, 'headers_timeout'],
    ['hints for ever', (socket) => repeat(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n', 5), { headersMs: 60 }, 'headers_timeout'],
    ['endless headers', (socket) => { socket.write('HTTP/1.1 200 OK\r\n'); repeat(socket, `a: ${'b'.repeat(4_000)}\r\n`, 1) }, {}, 'headers_too_large'],
    ['drips its body', (socket) => { socket.write(head + '\r\n'); repeat(socket, 'x', 5) }, { bodyMs: 60 }, 'body_timeout'],
    ['drips, in all', (socket) => { socket.write(head + '\r\n'); repeat(socket, 'x', 5) }, { totalMs: 60 }, 'total_timeout'],
    ['drips the name of a chunk', (socket) => { socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;'); repeat(socket, 'x', 5) }, { bodyMs: 60 }, 'body_timeout'],
    ['resets', (socket) => socket.resetAndDestroy(), {}, 'connection_lost'],
    ['resets midway', (socket) => { socket.write(head + '\r\nhalf', () => socket.resetAndDestroy()) }, {}, 'connection_lost'],
    ['ends midway', (socket) => socket.end(head + '\r\nhalf'), {}, 'connection_lost'],
    ['hangs up', (socket) => socket.end(), {}, 'connection_lost'],
    ['switches protocols', (socket) => socket.write('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'), {}, 'connection_lost'],
    ['speaks something else', (socket) => socket.write(`220 mail ready ${SECRET}\r\n`), {}, 'answer_invalid'],
    ['breaks the rules', (socket) => socket.write(`HTTP/1.1 200 OK\r\n${SECRET}\r\n\r\n`), {}, 'answer_invalid'],
    ['says more than it announced', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'), {}, 'connection_lost']
  ]
  for (const [name, answer, limits, code] of cases) {
    const server = await givenRawServer(t, answer)
    const client = givenClient(t)
    const failure: unknown = await client.send(post(server.url, { limits: limits ?? {} })).catch((error: unknown) => error)
    t.match(failure, { name: 'HttpFailure', code }, name)
    t.notOk(inspect(failure, { depth: 9 }).includes(SECRET), `${name}: no secret`)
    await until(() => server.open() === 0)
    t.equal(server.connections(), 1, `${name}: sent once`)
  }
})

t.test('an endless body is cut at the limit, and the connection closed', async (t) => {
  const server = await givenRawServer(t, (socket) => { socket.write('HTTP/1.1 200 OK\r\n\r\n'); repeat(socket, 'x'.repeat(700), 1) })
  const { status, body, truncated } = await givenClient(t).send(post(server.url, { limits: { maxBytes: 1_000 } }))
  t.strictSame([status, body.length, truncated], [200, 1_000, true])
  await until(() => server.open() === 0)
})

t.test('a body of just the limit is whole', async (t) => {
  const server = await givenRawServer(t, (socket) => socket.end(OK))
  const { body, truncated } = await givenClient(t).send(post(server.url, { limits: { maxBytes: 2 } }))
  t.strictSame([body.toString(), truncated], ['ok', false])
})

t.test('compression is not undone, so that little cannot become much', async (t) => {
  const bomb = gzipSync(Buffer.alloc(1_000_000))
  const server = await givenRawServer(t, (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`)
    socket.end(bomb)
  })
  const { body, truncated } = await givenClient(t).send(post(server.url))
  t.same(body, bomb)
  t.notOk(truncated)
})

t.test('a redirect is an answer like any other, wherever it points', async (t) => {
  const inside = await givenRawServer(t, (socket) => socket.end(OK))
  for (const status of [301, 302, 303, 307, 308]) {
    const server = await givenRawServer(t, (socket) => socket.end(`HTTP/1.1 ${status} Moved\r\nlocation: ${inside.url}\r\ncontent-length: 0\r\n\r\n`))
    t.match(await givenClient(t).send(post(server.url)), { status, headers: { location: inside.url } })
  }
  t.equal(inside.connections(), 0)
})

t.test('a hundred requests use one connection, a hundred at once no more than the limit', async (t) => {
  const server = await givenRawServer(t, (socket) => socket.write(OK))
  const client = givenClient(t, { connections: 4 })
  for (let sent = 0; sent < 100; sent++) await client.send(post(server.url))
  t.equal(server.connections(), 1)
  await Promise.all(Array.from({ length: 100 }, async () => await client.send(post(server.url))))
  t.equal(server.connections(), 4)
})

t.test('what waits in vain for a connection is not sent later', async (t) => {
  const requests: string[] = []
  let first: Socket | undefined
  const server = await givenRawServer(t, (socket, request) => {
    requests.push(request.slice(0, 12))
    if (first) return socket.write(OK)
    first = socket
  })
  const client = givenClient(t, { connections: 1 })
  const slow = client.send(post(`${server.url}/1`))
  await until(() => first)
  await t.rejects(client.send(post(`${server.url}/2`, { limits: { connectMs: 30 } })), { code: 'connect_timeout' })
  first!.write(OK)
  t.match(await slow, { status: 200 })
  t.match(await client.send({ ...post(`${server.url}/3`), method: 'GET', body: '' }), { status: 200 })
  t.strictSame(requests, ['POST /hook/1', 'GET /hook/3 '])
})

t.test('a certificate that nobody vouches for is a TLS fault, a good one is none', async (t) => {
  const server = createTlsServer(selfSigned, (request, response) => { response.end(request.headers.host) })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  t.after(() => new Promise((resolve) => { server.close(resolve); server.closeAllConnections() }))
  const { port } = server.address() as AddressInfo
  const options: HttpClientOptions = { allow: readEgressAllow('127.0.0.1/32'), resolve: async () => ['127.0.0.1'] }
  t.teardown(givenEnvironment({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }))
  await t.rejects(givenClient(t, options).send(post(`https://hooks.test:${port}/`)), { code: 'tls_failed', message: /hooks\.test.*DEPTH_ZERO_SELF_SIGNED_CERT/ })

  const trusted = getCACertificates('default')
  t.teardown(() => setDefaultCACertificates(trusted))
  setDefaultCACertificates([selfSigned.cert])
  const answer = await givenClient(t, options).send(post(`https://hooks.test:${port}/`))
  t.equal(answer.body.toString(), `hooks.test:${port}`)
  await t.rejects(givenClient(t, options).send(post(`https://other.test:${port}/`)), { code: 'tls_failed', message: /ERR_TLS_CERT_ALTNAME_INVALID/ })
})

t.test('a server that accepts and never greets is a time-out of the connection', async (t) => {
  const server = await givenRawServer(t, () => {})
  const client = givenClient(t, { limits: { connectMs: 40 } })
  await t.rejects(client.send(post(server.url.replace('http:', 'https:'))), { code: 'connect_timeout' })
  await until(() => server.open() === 0)
})

t.test('plain HTTP where TLS is expected is a TLS fault', async (t) => {
  const server = await givenRawServer(t, (socket) => socket.end(OK))
  await t.rejects(givenClient(t).send(post(server.url.replace('http:', 'https:'))), { code: 'tls_failed' })
})

t.test('the address that is connected to is the one that was checked', async (t) => {
  const server = await givenRawServer(t, (socket) => socket.write(OK))
  const answers = [['127.0.0.2'], ['127.0.0.1']] // to this client the first is as good as public, the second is inside
  let asked = 0
  const client = givenClient(t, { allow: readEgressAllow('127.0.0.2/32'), plainHttp: true, resolve: async () => answers[asked++]! })
  const url = `http://rebinding.example.com:${server.port}/`
  t.match(await client.send(post(url)), { status: 200 })
  t.match(await client.send(post(url)), { status: 200 }, 'on the same connection')
  t.strictSame([asked, server.connections()], [1, 1], 'one look-up for check and connection')
  const other = givenClient(t, { allow: readEgressAllow('127.0.0.2/32'), plainHttp: true, resolve: async () => answers[asked++]! })
  await t.rejects(other.send(post(url)), { code: 'address_refused' })
  t.equal(server.connections(), 1)
})

t.test('of several good addresses the next one is taken when the first is dead', async (t) => {
  const server = await givenRawServer(t, (socket) => socket.write(OK))
  const client = givenClient(t, { allow: readEgressAllow('127.0.0.0/8,::1/128'), plainHttp: true, resolve: async () => ['::1', '127.0.0.2'] })
  t.match(await client.send(post(`http://two.example.com:${server.port}/`)), { status: 200 })
})

t.test('proxies of the environment are not used', async (t) => {
  const proxy = await givenRawServer(t, (socket) => socket.end(OK))
  const server = await givenRawServer(t, (socket) => socket.end(OK))
  const address = `http://127.0.0.1:${proxy.port}`
  t.teardown(givenEnvironment({ HTTP_PROXY: address, http_proxy: address, HTTPS_PROXY: address, ALL_PROXY: address, NODE_USE_ENV_PROXY: '1' }))
  await givenClient(t).send(post(server.url))
  t.strictSame([proxy.connections(), server.connections()], [0, 1])
})

t.test('closing ends what is under way, and nothing is sent afterwards', async (t) => {
  const server = await givenRawServer(t, () => {})
  const client = givenClient(t)
  const pending = client.send(post(server.url)).catch((error: unknown) => error)
  await until(() => server.connections() === 1)
  await client.close()
  t.match(await pending, { code: 'client_closed' })
  await t.rejects(client.send(post(server.url)), { code: 'client_closed' })
})

t.test('a fault of ours is no failure of the receiver', async (t) => {
  const client = givenClient(t)
  for (const headers of [{ Host: 'elsewhere' }, { 'bad name': '1' }, { a: 'line\r\nbreak' }, { 'transfer-encoding': 'chunked' }] as Array<Record<string, string>>) {
    const error: unknown = await client.send(post('http://127.0.0.1:9/', { headers })).catch((thrown: unknown) => thrown)
    t.ok(error instanceof Error && !(error instanceof HttpFailure), JSON.stringify(headers))
  }
})

/** Answers how to put it back. */
function givenEnvironment (values: Record<string, string>): () => void {
  const before = { ...process.env }
  Object.assign(process.env, values)
  return () => { process.env = before }
}
