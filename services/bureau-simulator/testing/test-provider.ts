import { passwordHash, randomText } from '../../bureau/pipeline/hashes.ts'
import { readReturnDocument, type ReturnDocument } from '../../bureau/pipeline/return-document.ts'
import { openFile, sealFile } from '../../bureau/pipeline/sealed-file.ts'
import { readResponse, writeRequest, type Operation } from '../../bureau/pipeline/soap.ts'
import { defaultWsdl } from '../../bureau/pipeline/wsdl.ts'
import { DEFAULT_ACCOUNT, type SimulatorAccount } from '../simulator-options.ts'

/** A provider in a few lines, over HTTP: what a test needs to talk to the bureau, right or wrong. */
export type TestProvider = {
  call (operation: Operation, params?: Record<string, string | number>): Promise<ReturnDocument>
  /** Seals and sends; `change` spoils whatever a test wants spoilt. */
  upload (xml: string, dataSequence: number, change?: Record<string, string | number>): Promise<ReturnDocument>
  /** Fetches one file without acknowledging it. */
  download (): Promise<{ code: number | null, fileName: string, xml: string } | { code: number | null, fileName: null }>
  acknowledge (fileName: string): Promise<number | null>
  /** Fetches and acknowledges until there is nothing more. */
  drain (): Promise<{ fileName: string, xml: string }[]>
}

export function createTestProvider (port: number, account: SimulatorAccount = DEFAULT_ACCOUNT): TestProvider {
  const contract = defaultWsdl()

  async function call (operation: Operation, params: Record<string, string | number> = {}): Promise<ReturnDocument> {
    const randVal = randomText()
    const { ispId, userName } = account
    const common = { ispId, userName, randVal, pwdHash: passwordHash(account.password, randVal), hashAlgorithm: 0 }
    const response = await fetch(`http://127.0.0.1:${port}/ISPWebService/upDownLoad`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: writeRequest(operation, { ...common, ...params }, contract)
    })
    if (response.status !== 200 && response.status !== 500) throw new Error(`HTTP ${response.status}`)
    return readReturnDocument(readResponse(await response.text()))
  }

  async function download (): ReturnType<TestProvider['download']> {
    const { code, fileInfos } = await call('isp_download')
    if (!fileInfos) return { code, fileName: null }
    return { code, fileName: fileInfos.fileName, xml: openFile(fileInfos, account.cipher).xml }
  }

  async function acknowledge (fileName: string): Promise<number | null> {
    return (await call('isp_downloadack', { fileName })).code
  }

  return {
    call,
    download,
    acknowledge,
    async upload (xml, dataSequence, change = {}) {
      const { beianInfo, beianInfoHash } = sealFile({ xml, entryName: `order${dataSequence}.xml` }, null)
      return await call('isp_upload', {
        beianInfo, beianInfoHash, dataSequence, encryptAlgorithm: 0, compressionFormat: 0, ...change
      })
    },
    async drain () {
      const files = []
      for (let file = await download(); file.fileName !== null; file = await download()) {
        files.push(file)
        await acknowledge(file.fileName)
      }
      return files
    }
  }
}
