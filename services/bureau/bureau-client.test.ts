import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import t, { type Test } from 'tap'
import { createBureauClient, type BureauClient } from './bureau-client.ts'
import { readBureauChannels } from './bureau-channel-config.ts'
import { OutcomeUnknown } from './outcome-unknown.ts'
import { encodeGbk } from './pipeline/gbk.ts'
import { passwordHash } from './pipeline/hashes.ts'
import { readRequest, SoapFault, writeFault, writeResponse, type SoapRequest } from './pipeline/soap.ts'
import { defaultWsdl, defaultWsdlText, readWsdl } from './pipeline/wsdl.ts'

const PASSWORD = 'Bureau#2024'
const UPLOAD = { beianInfo: 'UEsDBA==', beianInfoHash: 'JkqsoMMBkB9h+2LzH7pBxQ==', dataSequence: 7, encryptAlgorithm: 1 }
const FILE = '<fileInfos><hashAlgorithm>0</hashAlgorithm><compressionFormat>0</compressionFormat><encryptAlgorithm>1</encryptAlgorithm>' +
  '<return_FileName>20240102030405_zj_1.xml</return_FileName><beianInfo>AAAA\nBBBB</beianInfo><beianInfoHash>h==</beianInfoHash></fileInfos>'

type Call = { url: string, headers: IncomingMessage['headers'] } & SoapRequest
type Answer = (response: ServerResponse, call: Call) => void

/** A bureau of a few lines: it notes what it is asked and answers what the test says. */
async function givenBureau (t: Test, answer: Answer, settings: object = {}): Promise<{ client: BureauClient, calls: Call[] }> {
  const calls: Call[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const call = { ...readRequest(Buffer.concat(chunks).toString()), url: request.url ?? '', headers: request.headers }
      calls.push(call)
      answer(response, call)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise((resolve) => { server.close(resolve); server.closeAllConnections() }))
  const { port } = server.address() as AddressInfo
  const [channel] = readBureauChannels(JSON.stringify([{
    id: 'gd', province: 'guangdong', endpoint: `http://127.0.0.1:${port}/`, ispId: '110000000001', userName: '示例公司', password: PASSWORD, ...settings
  }]))
  if (channel === undefined) throw new Error('no channel')
  return { client: createBureauClient(channel), calls }
}

function returning (content: string): Answer {
  return (response, { operation }) => response.end(writeResponse(operation, `<return>${content}</return>`, defaultWsdl()))
}

async function failureOf (call: Promise<unknown>): Promise<OutcomeUnknown> {
  try {
    await call
  } catch (error) {
    if (error instanceof OutcomeUnknown) return error
    throw error
  }
  throw new Error('the call succeeded')
}

t.test('an upload carries account, hashes and algorithms to the service of the bureau', async (t) => {
  const { client, calls } = await givenBureau(t, returning('<msg_code>0</msg_code><msg>上报成功</msg>'))
  t.same(await client.upload(UPLOAD), { code: 0, reaction: 'accepted', message: '上报成功', missingSequences: [] })
  const [call] = calls
  if (call === undefined) return t.fail('the bureau was not called')
  const { url, headers, operation, names, params } = call
  t.equal(url, '/ISPWebService/upDownLoad')
  t.match(headers, { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' })
  t.equal(operation, 'isp_upload')
  t.same(names, ['ispID', 'userName', 'randVal', 'pwdHash', 'beianInfo', 'beianInfoHash', 'dataSequence', 'encryptAlgorithm',
    'hashAlgorithm', 'compressionFormat'])
  t.match(params, {
    ispId: '110000000001', userName: '示例公司', randVal: /^[A-Za-z0-9]{20}$/, ...UPLOAD, dataSequence: '7', encryptAlgorithm: '1', hashAlgorithm: '0', compressionFormat: '0'
  })
  t.equal(params['pwdHash'], passwordHash(PASSWORD, params['randVal'] ?? ''))
})

t.test('every call has a random text of its own', async (t) => {
  const { client, calls } = await givenBureau(t, returning('<msg_code>2</msg_code>'))
  await client.download()
  await client.download()
  t.not(calls[0]?.params['randVal'], calls[1]?.params['randVal'])
})

t.test('missing numbers come with the refusal', async (t) => {
  const { client } = await givenBureau(t, returning('<msg_code>14</msg_code><msg>缺失</msg><dataSequences>' +
    '<dataSequence>5</dataSequence><dataSequence>6</dataSequence></dataSequences>'))
  t.same(await client.upload(UPLOAD), { code: 14, reaction: 'missing_files', message: '缺失', missingSequences: [5, 6] })
})

t.test('a file is a file, whatever code it came with', async (t) => {
  for (const [code, reaction] of [[0, 'accepted'], [1, 'drained'], [3, 'more']] as const) {
    const { client } = await givenBureau(t, returning(`<msg_code>${code}</msg_code>${FILE}`))
    t.match(await client.download(), {
      code, reaction, file: { fileName: '20240102030405_zj_1.xml', encryptAlgorithm: 1, beianInfo: 'AAAA\nBBBB', beianInfoHash: 'h==' }
    })
  }
})

t.test('an empty queue has no file, also when the answer holds an empty one', async (t) => {
  const { client } = await givenBureau(t, returning('<msg_code>2</msg_code><fileInfos><beianInfo></beianInfo></fileInfos>'))
  t.same(await client.download(), { code: 2, reaction: 'drained', message: '', file: null })
})

t.test('an acknowledgement names the file', async (t) => {
  const { client, calls } = await givenBureau(t, returning('<msg_code>0</msg_code>'))
  t.match(await client.acknowledge('20240102030405_zj_1.xml'), { reaction: 'accepted' })
  t.match(calls[0], { operation: 'isp_downloadack', params: { fileName: '20240102030405_zj_1.xml' } })
})

t.test('the previous upload is told by number and hash', async (t) => {
  const info = FILE.replace('<return_FileName>', '<dataSequence>6</dataSequence><return_FileName>')
  const { client, calls } = await givenBureau(t, returning(`<msg_code>0</msg_code>${info}`))
  t.match(await client.previousUpload(), { reaction: 'accepted', dataSequence: 6, beianInfoHash: 'h==', file: { beianInfo: 'AAAA\nBBBB' } })
  t.equal(calls[0]?.names[0], 'ispId', 'this operation alone spells it so')
})

t.test('an account that never uploaded has number 0 and no file', async (t) => {
  const { client } = await givenBureau(t, returning('<msg_code>0</msg_code><fileInfos><dataSequence>0</dataSequence></fileInfos>'))
  t.match(await client.previousUpload(), { dataSequence: 0, beianInfoHash: null, file: null })
})

t.test('an answer in CDATA, nested or in GBK is the same answer', async (t) => {
  const document = '<return><msg_code>20</msg_code><msg>报备时间</msg></return>'
  const envelope = (content: string) => '<?xml version="1.0" encoding="GBK"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">' +
    `<s:Body><n:isp_uploadResponse xmlns:n="u"><return>${content}</return></n:isp_uploadResponse></s:Body></s:Envelope>`
  for (const content of [`<![CDATA[${document}]]>`, document, document.replace(/<\/?return>/g, '')]) {
    const { client } = await givenBureau(t, (response) => response.end(encodeGbk(envelope(content))))
    t.match(await client.upload(UPLOAD), { code: 20, reaction: 'park', message: '报备时间' })
  }
})

t.test('an answer without a code, and code 999, leave the outcome unknown to whoever asked', async (t) => {
  const { client } = await givenBureau(t, returning('<msg>?</msg>'))
  t.match(await client.upload(UPLOAD), { code: null, reaction: 'unknown' })
  const other = await givenBureau(t, returning('<msg_code>999</msg_code>'))
  t.match(await other.client.upload(UPLOAD), { code: 999, reaction: 'unknown' })
})

t.test('whatever is no answer throws OutcomeUnknown and tells no secret', async (t) => {
  const broken: Array<[string, Answer, object, RegExp]> = [
    ['bad gateway', (response) => { response.writeHead(502).end('<html><body>bad gateway</body></html>') }, {}, /HTTP 502/],
    ['redirect', (response) => { response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end() }, {}, /HTTP 302/],
    ['reset', (response) => { response.socket?.resetAndDestroy() }, {}, /connection failed/],
    ['cut short', (response) => {
      response.writeHead(200, { 'content-length': 999 })
      response.write('<', () => response.destroy())
    }, {}, /connection failed/],
    ['silence', () => {}, { uploadTimeoutMs: 50 }, /no answer within 50 ms/],
    ['half an answer', (response) => { response.write('<a>') }, { uploadTimeoutMs: 50 }, /no answer within 50 ms/],
    ['no SOAP', (response) => { response.end('welcome') }, {}, /cannot be read/],
    ['nothing', (response) => { response.end() }, {}, /cannot be read/],
    ['SOAP fault', (response) => { response.writeHead(500).end(writeFault('S:Server', `refused ${PASSWORD}`)) }, {}, /HTTP 500/],
    ['SOAP fault with status 200', (response) => { response.end(writeFault('S:Server', `refused ${PASSWORD}`)) }, {}, /cannot be read/]
  ]
  for (const [name, answer, settings, message] of broken) {
    const { client, calls } = await givenBureau(t, answer, settings)
    const failure = await failureOf(client.upload(UPLOAD))
    t.match(failure.message, message, name)
    t.equal(failure.operation, 'isp_upload')
    t.equal(failure.cause instanceof SoapFault, name.startsWith('SOAP fault'))
    const sent = [PASSWORD, calls[0]?.params['pwdHash'], calls[0]?.params['randVal'], UPLOAD.beianInfo].filter((secret) => secret !== undefined)
    t.notOk(sent.some((secret) => inspect(failure, { depth: 9 }).includes(secret)), `${name} keeps secrets`)
    t.ok(calls.length <= 1, 'nothing is sent twice')
  }
})

t.test('an answer that is too long to be one leaves the outcome unknown', async (t) => {
  const http = {
    send: async () => ({ status: 200, headers: {}, body: Buffer.from(writeResponse('isp_upload', '<return/>', defaultWsdl())), truncated: true, durationMs: 1 }),
    close: async () => {}
  }
  const [channel] = readBureauChannels(JSON.stringify([{
    id: 'gd', province: 'guangdong', endpoint: 'https://bureau.example', ispId: '1', userName: 'u', password: 'p'
  }]))
  t.match((await failureOf(createBureauClient(channel!, { http }).upload(UPLOAD))).message, /longer than 83886080 bytes/)
})

t.test('a bureau that cannot be reached leaves the outcome unknown', async (t) => {
  const { client } = await givenBureau(t, () => {}, { endpoint: 'http://127.0.0.1:1' })
  t.match((await failureOf(client.download())).message, /isp_download: the connection failed/)
})

t.test('uploads may take longer than other calls', async (t) => {
  const { client } = await givenBureau(t, (response, call) => {
    if (call.operation === 'isp_upload') setTimeout(() => returning('<msg_code>0</msg_code>')(response, call), 100)
  }, { uploadTimeoutMs: 10_000, answerTimeoutMs: 50 })
  t.match(await client.upload(UPLOAD), { code: 0 })
  t.match((await failureOf(client.previousUpload())).message, /50 ms/)
})

t.test('a WSDL of the bureau\'s own decides how requests are spelled', async (t) => {
  const { calls, client } = await givenBureau(t, returning('<msg_code>2</msg_code>'))
  await client.download()
  t.equal(calls[0]?.names[0], 'ispID')
  const [channel] = readBureauChannels(JSON.stringify([{
    id: 'gd', province: 'guangdong', endpoint: `http://${calls[0]?.headers.host}`, ispId: '1', userName: 'u', password: 'p'
  }]))
  if (channel === undefined) return
  const wsdl = readWsdl(defaultWsdlText().replaceAll('"ispID"', '"ispId"').replaceAll('soapAction=""', 'soapAction="urn:go"'))
  await createBureauClient(channel, { wsdl }).download()
  t.equal(calls[1]?.names[0], 'ispId')
  t.equal(calls[1]?.headers.soapaction, '"urn:go"')
})
