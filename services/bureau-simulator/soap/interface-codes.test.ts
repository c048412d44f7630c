import { zipSync } from 'fflate'
import t from 'tap'
import { fileHash, passwordHash } from '../../bureau/pipeline/hashes.ts'
import { sealFile } from '../../bureau/pipeline/sealed-file.ts'
import { readWsdl } from '../../bureau/pipeline/wsdl.ts'
import { DEFAULT_ACCOUNT, type SimulatorAccount } from '../simulator-options.ts'
import { newFilingXml } from '../testing/new-filing-xml.ts'
import { startBureau } from '../testing/start-bureau.ts'

const WRONG_HASH = 'AAAAAAAAAAAAAAAAAAAAAA=='

function payload (zipBytes: Uint8Array): Record<string, string> {
  return { beianInfo: Buffer.from(zipBytes).toString('base64'), beianInfoHash: fileHash(zipBytes) }
}

const two = zipSync({ 'a.xml': new Uint8Array([60]), 'b.xml': new Uint8Array([60]) })

for (const [what, change, code] of [
  ['an unknown unit', { ispId: '330000000009' }, 13],
  ['an unknown user', { userName: '别人' }, 4],
  ['a wrong password', { pwdHash: WRONG_HASH }, 5],
  ['a password hash with the random text first', reversedPassword(), 5],
  ['nineteen random characters', { randVal: 'abcdefghij123456789' }, 16],
  ['a short random text and a wrong password', { randVal: 'short', pwdHash: WRONG_HASH }, 16],
  ['an unknown user and a short random text', { userName: '别人', randVal: 'short' }, 4],
  ['an unknown encryption', { encryptAlgorithm: 2 }, 9],
  ['an unknown hash', { hashAlgorithm: 1 }, 10],
  ['an unknown compression', { compressionFormat: 1 }, 11],
  ['what is no base64', { beianInfo: '%%%' }, 6],
  ['cipher text that another key made', { encryptAlgorithm: 1, beianInfo: Buffer.alloc(32, 7).toString('base64') }, 6],
  ['a wrong file hash', { beianInfoHash: WRONG_HASH }, 7],
  ['a wrong file hash and a number ahead', { beianInfoHash: WRONG_HASH, dataSequence: 9 }, 7],
  ['bytes that are no Zip', payload(Buffer.from('no zip')), 8],
  ['two files in one Zip', payload(two), 17],
  ['the number 0', { dataSequence: 0 }, 999],
  ['a number that is none', { dataSequence: 'x' }, 999]
] as const) {
  t.test(`an upload with ${what} answers ${code} and is not taken`, async (t) => {
    const { provider, close } = await startBureau()
    t.after(close)
    t.equal((await provider.upload(newFilingXml(), 1, change)).code, code)
    t.equal((await provider.call('isp_querypreviousupload')).fileInfos?.dataSequence, 0)
  })
}

function reversedPassword (): Record<string, string> {
  const randVal = 'abcdefghij1234567890'
  return { randVal, pwdHash: passwordHash(randVal, DEFAULT_ACCOUNT.password) }
}

for (const [what, change, code] of [
  ['without the right to report', { mayReport: false }, 19],
  ['from another address', { callerAddresses: ['192.0.2.1'] }, 12],
  ['outside its hours', { reportingHours: { from: 9, until: 17 } }, 20],
  ['with a full queue', { maxUnprocessed: 0 }, 15]
] as const) {
  t.test(`an account ${what} is answered ${code}`, async (t) => {
    const account: SimulatorAccount = { ...DEFAULT_ACCOUNT, ...change, callerAddresses: 'callerAddresses' in change ? [...change.callerAddresses] : undefined }
    const { provider, close } = await startBureau({ accounts: [account] })
    t.after(close)
    t.equal((await provider.upload(newFilingXml(), 1)).code, code)
  })
}

t.test('a gap is answered 14 with the numbers that are missing, and they heal it', async (t) => {
  const { provider, close } = await startBureau()
  t.after(close)
  const gap = await provider.upload(newFilingXml(), 3)
  t.match(gap, { code: 14, dataSequences: [1, 2] })
  for (const sequence of [1, 2, 3]) t.equal((await provider.upload(newFilingXml(), sequence)).code, 0)
})

t.test('a used number answers what the switch says', async (t) => {
  const { provider, control, close } = await startBureau()
  t.after(close)
  await provider.upload(newFilingXml(), 1)
  t.equal((await provider.upload(newFilingXml(), 1)).code, 999, 'unless told otherwise')
  await control('POST', 'switches', { repeatedNumber: 'answer_14' })
  t.match(await provider.upload(newFilingXml(), 1), { code: 14, dataSequences: [2] })
  await control('POST', 'switches', { repeatedNumber: 'accept' })
  t.equal((await provider.upload(newFilingXml(), 1)).code, 0)
  t.match(await control('GET', 'requests'), { body: { requests: [{ sequence: 1 }, { sequence: 1 }] } }, 'and it is taken as new')
})

t.test('the last upload comes back with its number and its bytes', async (t) => {
  const { provider, close } = await startBureau()
  t.after(close)
  t.match(await provider.call('isp_querypreviousupload'), { code: 0, fileInfos: { dataSequence: 0, beianInfo: '' } })
  const xml = newFilingXml()
  await provider.upload(xml, 1)
  const { beianInfo, beianInfoHash } = sealFile({ xml, entryName: 'order1.xml' }, null)
  const last = await provider.call('isp_querypreviousupload')
  t.match(last, { code: 0, fileInfos: { dataSequence: 1, beianInfoHash, fileName: 'order1.xml' } })
  t.equal(last.fileInfos?.beianInfo.replaceAll('\n', ''), beianInfo)
})

t.test('an encrypted upload is taken, and downloads are encrypted and wrapped by the account', async (t) => {
  for (const encryptDownloads of [true, false]) {
    const { provider, after, close } = await startBureau({ accounts: [{ ...DEFAULT_ACCOUNT, encryptDownloads }] })
    t.after(close)
    const { beianInfo } = sealFile({ xml: newFilingXml(), entryName: 'order1.xml' }, DEFAULT_ACCOUNT.cipher)
    t.equal((await provider.upload(newFilingXml(), 1, { encryptAlgorithm: 1, beianInfo })).code, 0)
    await after(3 * 24 * 60 * 60 * 1000)
    const { fileInfos } = await provider.call('isp_download')
    t.equal(fileInfos?.encryptAlgorithm, encryptDownloads ? 1 : 0)
    t.ok(fileInfos?.beianInfo.split('\n').every((line) => line.length <= 76))
    t.match((await provider.download()), { fileName: /_gd_/ })
  }
})

t.test('an ack without a name answers 21, one of a file that was never handed out 999', async (t) => {
  const { provider, close } = await startBureau()
  t.after(close)
  t.equal(await provider.acknowledge(''), 21)
  t.equal(await provider.acknowledge('20260101000000_gd_1.xml'), 999)
})

t.test('a file that is not GBK is taken and comes back as illegal characters', async (t) => {
  const { provider, after, close } = await startBureau()
  t.after(close)
  const zip = zipSync({ 'order1.xml': Buffer.from('<?xml version="1.0" encoding="GBK"?><UploadData>\xff\xff</UploadData>', 'latin1') })
  t.equal((await provider.upload(newFilingXml(), 1, payload(zip))).code, 0)
  await after(60_000)
  t.match((await provider.drain())[0]?.xml, /<Jgdm>5008</)
})

t.test('the WSDL is served with the address of this bureau', async (t) => {
  const { port, close } = await startBureau()
  t.after(close)
  const text = await (await fetch(`http://127.0.0.1:${port}/ISPWebService/upDownLoad?wsdl`)).text()
  t.match(text, `location="http://127.0.0.1:${port}/ISPWebService/upDownLoad"`)
  t.equal(readWsdl(text).operations.isp_upload?.parameters[0], 'ispID')
})

t.test('what is no call of this service is a SOAP fault', async (t) => {
  const { port, close } = await startBureau()
  t.after(close)
  for (const body of ['', '<a/>', '<Envelope><Body><isp_nothing/></Body></Envelope>']) {
    const response = await fetch(`http://127.0.0.1:${port}/ISPWebService/upDownLoad`, { method: 'POST', body, headers: { 'content-type': 'text/xml' } })
    t.equal(response.status, 500)
    t.match(await response.text(), '<faultcode>soapenv:Client</faultcode>')
  }
})
