import type { HttpAnswer, HttpClient } from '../platform/http/http-client.ts'
import { HttpFailure } from '../platform/http/http-failure.ts'
import { OutcomeUnknown } from './outcome-unknown.ts'
import { readResponse, type Operation } from './pipeline/soap.ts'

type SoapPost = {
  url: string
  operation: Operation
  soapAction: string
  body: string
  /** For everything from the connection to the last byte of the answer. */
  timeoutMs: number
  http: HttpClient
}

/** A file of the bureau has at most 50 MB (bureau-interface 1.5), and base64 makes a third more of it. */
const MAX_ANSWER_BYTES = 80 * 1024 * 1024

/** @throws OutcomeUnknown when no complete answer with a good status comes back. */
export async function postSoap ({ url, operation, soapAction, body, timeoutMs, http }: SoapPost): Promise<string> {
  const answer = await send().catch((error: unknown) => { throw unanswered(operation, timeoutMs, error) })
  if (answer.truncated) throw new OutcomeUnknown(operation, `the answer is longer than ${MAX_ANSWER_BYTES} bytes`)
  const text = decodeBody(answer.body, answer.headers['content-type'])
  if (answer.status === 200) return text
  throw new OutcomeUnknown(operation, `HTTP ${answer.status}`, faultIn(text))

  async function send (): Promise<HttpAnswer> {
    return await http.send({
      url,
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${soapAction}"` },
      body,
      limits: { connectMs: timeoutMs, headersMs: timeoutMs, bodyMs: timeoutMs, totalMs: timeoutMs, maxBytes: MAX_ANSWER_BYTES }
    })
  }
}

function unanswered (operation: Operation, timeoutMs: number, error: unknown): OutcomeUnknown {
  const timedOut = error instanceof HttpFailure && error.code.endsWith('_timeout')
  return new OutcomeUnknown(operation, timedOut ? `no answer within ${timeoutMs} ms` : 'the connection failed', error)
}

/** SOAP sends its faults with status 500. */
function faultIn (text: string): unknown {
  try {
    readResponse(text)
    return undefined
  } catch (error) {
    return error
  }
}

/** By the charset of the header, else of the XML declaration, else UTF-8. A damaged character does not hide a code. */
function decodeBody (bytes: Buffer, contentType: string | undefined): string {
  const declaration = bytes.toString('latin1', 0, 120)
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1] ??
    /^[^>]{0,100}encoding\s*=\s*["']([\w-]+)/i.exec(declaration)?.[1] ?? 'utf-8'
  return new TextDecoder(/^gb/i.test(charset) ? 'gbk' : 'utf-8').decode(bytes)
}
