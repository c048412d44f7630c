import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import t from 'tap'
import { validateXML } from 'xmllint-wasm'
import { newFilingXml } from '../testing/new-filing-xml.ts'
import { startBureau } from '../testing/start-bureau.ts'

/** The official schemas lie beside this repository where it is developed; they are not ours to ship. */
const XSD_FOLDER = new URL('../../../../shared/domain/xsd/', import.meta.url)

const skip = existsSync(XSD_FOLDER) ? false : 'the official schemas are not beside this checkout'

async function readSchema (name: string): Promise<string> {
  const bytes = await readFile(new URL(name, XSD_FOLDER))
  return new TextDecoder('gbk').decode(bytes).replace('encoding="GBK"', 'encoding="UTF-8"')
}

async function faultsOf (documents: string[], schema: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml: documents.map((xml, at) => ({ fileName: `document${at}.xml`, contents: xml.replace('encoding="GBK"', 'encoding="UTF-8"') })),
    schema: [{ fileName: 'schema.xsd', contents: schema }]
  })
  return errors.map(({ message }) => message)
}

t.test('every document that the bureau hands out fits the official download schema', { skip }, async (t) => {
  const schema = await readSchema('download.xsd')
  const { provider, after, close } = await startBureau()
  t.after(close)
  const wishes = ['#split', '#refuse:不符', '#errors:1004,5999', '#sms-timeout', ''].map((remark, at) => ({
    ispZtid: String(1001 + at), domain: `example${at}.com`, certificateNumber: `12345678901234${at}`, siteRemark: remark || '说明', remark: '备注'
  }))
  for (const [at, wish] of wishes.entries()) await provider.upload(newFilingXml(wish), at + 1)
  await provider.upload('no document', wishes.length + 1)
  await after(5 * 24 * 60 * 60 * 1000)
  const files = await provider.drain()
  t.equal(files.length, 9)
  t.same(await faultsOf(files.map(({ xml }) => xml), schema), [])
})

t.test('the filing that tests hand in fits the official upload schema, so what the bureau makes of it counts', { skip }, async (t) => {
  const schema = await readSchema('upload.xsd')
  t.same(await faultsOf([newFilingXml()], schema), [])
  t.not((await faultsOf([newFilingXml({ version: null })], schema)).length, 0)
})
