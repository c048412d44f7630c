import { readFileSync } from 'node:fs'
import { createHttpClient, type HttpClient } from '../platform/http/http-client.ts'
import type { BureauChannelConfig } from './bureau-channel-config.ts'
import { OutcomeUnknown } from './outcome-unknown.ts'
import { passwordHash, randomText } from './pipeline/hashes.ts'
import { methodCode, type Reaction } from './pipeline/method-codes.ts'
import { readReturnDocument, type FileInfos, type ReturnDocument } from './pipeline/return-document.ts'
import { readResponse, writeRequest, type Operation } from './pipeline/soap.ts'
import { defaultWsdl, readWsdl, type Wsdl } from './pipeline/wsdl.ts'
import { postSoap } from './post-soap.ts'

/** The only algorithms there are: MD5 and Zip. */
const MD5 = 0
const ZIP = 0

const PATH = '/ISPWebService/upDownLoad'

export type BureauAnswer = {
  /** Null when the answer carries none. */
  code: number | null
  reaction: Reaction
  /** The bureau's wording; with code 20 it holds the reporting hours. */
  message: string
}

export type Upload = { beianInfo: string, beianInfoHash: string, dataSequence: number, encryptAlgorithm: number }

export type UploadAnswer = BureauAnswer & { missingSequences: number[] }
export type DownloadAnswer = BureauAnswer & { file: FileInfos | null }
/** `dataSequence` is 0 when nothing was ever uploaded. */
export type PreviousUploadAnswer = DownloadAnswer & { dataSequence: number | null, beianInfoHash: string | null }

/** Every call may throw OutcomeUnknown: the bureau may or may not have done it. A refusal is an answer, not an error. */
export type BureauClient = {
  upload: (file: Upload) => Promise<UploadAnswer>
  download: () => Promise<DownloadAnswer>
  acknowledge: (fileName: string) => Promise<BureauAnswer>
  previousUpload: () => Promise<PreviousUploadAnswer>
}

export type BureauClientDeps = { http?: HttpClient, wsdl?: Wsdl }

/** One account at one bureau. Nothing is fetched until a method is called, the WSDL never. */
export function createBureauClient (channel: BureauChannelConfig, deps: BureauClientDeps = {}): BureauClient {
  const wsdl = deps.wsdl ?? wsdlOf(channel)
  const http = deps.http ?? onlyTo(channel)
  const call = async (operation: Operation, params: Record<string, string | number>): Promise<ReturnDocument> => {
    const body = await postSoap({
      url: channel.endpoint.replace(/\/+$/, '') + PATH,
      operation,
      soapAction: wsdl.operations[operation]?.soapAction ?? '',
      body: writeRequest(operation, { ...credentials(channel), hashAlgorithm: MD5, ...params }, wsdl),
      timeoutMs: operation === 'isp_upload' ? channel.uploadTimeoutMs : channel.answerTimeoutMs,
      http
    })
    return readAnswer(operation, body)
  }
  return {
    async upload (file) {
      const answer = await call('isp_upload', { ...file, compressionFormat: ZIP })
      return { ...judged(answer), missingSequences: answer.dataSequences }
    },
    async download () {
      const answer = await call('isp_download', {})
      return { ...judged(answer), file: fileOf(answer) }
    },
    async acknowledge (fileName) {
      return judged(await call('isp_downloadack', { fileName }))
    },
    async previousUpload () {
      const answer = await call('isp_querypreviousupload', {})
      const { dataSequence = null, beianInfoHash = '' } = answer.fileInfos ?? {}
      return { ...judged(answer), file: fileOf(answer), dataSequence, beianInfoHash: beianInfoHash === '' ? null : beianInfoHash }
    }
  }
}

/** Bureaus are reached over private lines as often as not: the operator's word counts, and for this address only. */
function onlyTo ({ endpoint, uploadTimeoutMs, answerTimeoutMs }: BureauChannelConfig): HttpClient {
  return createHttpClient({ only: [endpoint], limits: { connectMs: Math.max(uploadTimeoutMs, answerTimeoutMs) } })
}

function wsdlOf ({ wsdlFile }: BureauChannelConfig): Wsdl {
  return wsdlFile === undefined ? defaultWsdl() : readWsdl(readFileSync(wsdlFile, 'utf8'))
}

function credentials ({ ispId, userName, password }: BureauChannelConfig) {
  const randVal = randomText()
  return { ispId, userName, randVal, pwdHash: passwordHash(password, randVal) }
}

function readAnswer (operation: Operation, body: string): ReturnDocument {
  try {
    return readReturnDocument(readResponse(body))
  } catch (cause) {
    throw new OutcomeUnknown(operation, 'the answer cannot be read', cause)
  }
}

function judged ({ code, message }: ReturnDocument): BureauAnswer {
  return { code, reaction: methodCode(code).reaction, message }
}

/** Whether a file may come with code 1 or 3 is not stated, so the file itself decides, whatever the code. */
function fileOf ({ fileInfos }: ReturnDocument): FileInfos | null {
  return fileInfos === null || fileInfos.beianInfo === '' ? null : fileInfos
}
