import { OutcomeUnknown } from './outcome-unknown.ts'
import { readResponse, type Operation } from './pipeline/soap.ts'

type SoapPost = {
  url: string
  operation: Operation
  soapAction: string
  body: string
  /** For everything from the connection to the last byte of the answer. */
  timeoutMs: number
  fetch: typeof fetch
}

/** @throws OutcomeUnknown when no complete answer with a good status comes back. */
export async function postSoap ({ url, operation, soapAction, body, timeoutMs, fetch }: SoapPost): Promise<string> {
  const { status, text } = await send().catch((error: unknown) => { throw unanswered(operation, timeoutMs, error) })
  if (status === 200) return text
  throw new OutcomeUnknown(operation, `HTTP ${status}`, faultIn(text))

  async function send () {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${soapAction}"` },
      body,
      redirect: 'manual', // the credentials are meant for this address only
      signal: AbortSignal.timeout(timeoutMs)
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, text: decodeBody(bytes, response.headers.get('content-type')) }
  }
}

function unanswered (operation: Operation, timeoutMs: number, error: unknown): OutcomeUnknown {
  const timedOut = error instanceof Error && error.name === 'TimeoutError'
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
function decodeBody (bytes: Uint8Array, contentType: string | null): string {
  const declaration = Buffer.from(bytes.subarray(0, 120)).toString('latin1')
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1] ??
    /^[^>]{0,100}encoding\s*=\s*["']([\w-]+)/i.exec(declaration)?.[1] ?? 'utf-8'
  return new TextDecoder(/^gb/i.test(charset) ? 'gbk' : 'utf-8').decode(bytes)
}
