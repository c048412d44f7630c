import type { Dispatcher } from 'undici'
import type { HttpAnswer, HttpLimits, HttpRequest } from './http-client.ts'
import { HttpFailure, type HttpFailureCode } from './http-failure.ts'
import { targetOf } from './target-of.ts'
import { toHttpFailure } from './to-http-failure.ts'

/** One request and its answer, each phase bounded as a whole: a byte now and then buys no time. @throws HttpFailure */
export async function exchange (dispatcher: Dispatcher, url: URL, request: HttpRequest, limits: HttpLimits): Promise<HttpAnswer> {
  const { host } = targetOf(url)
  const startedAt = performance.now()
  return await new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let head: Pick<HttpAnswer, 'status' | 'headers'> = { status: 0, headers: {} }
    const body = collect(limits.maxBytes)
    const phase = startPhases((code, message) => {
      const failure = new HttpFailure(code, message, head.status || null)
      end(() => reject(failure), failure)
    }, host, limits.totalMs)
    let ended = false

    function end (tell: () => void, abortWith?: Error): void {
      if (ended) return
      ended = true
      phase.stop()
      tell()
      if (abortWith) controller?.abort(abortWith) // closes the socket: what still comes on it belongs to nobody
    }
    const answer = (truncated: boolean) => resolve({ ...head, body: body.bytes(), truncated, durationMs: performance.now() - startedAt })

    phase.next('connect_timeout', limits.connectMs)
    dispatcher.dispatch(dispatchOptions(url, request), {
      onRequestStart (started) {
        controller = started
        if (ended) return started.abort(new Error('given up while it waited')) // nothing of it has been written
        phase.next('headers_timeout', limits.headersMs)
      },
      onResponseStart (_, status, headers) {
        if (status < 200) return // "early hints" and the like are not the answer
        head = { status, headers: asText(headers) }
        phase.next('body_timeout', limits.bodyMs)
      },
      onResponseData (_, chunk) {
        if (!body.takes(chunk)) end(() => answer(true), new Error('the answer is too long'))
      },
      // undici frees the connection in an immediate that it sets after this; whoever sends more then finds it free
      onResponseEnd: () => end(() => queueMicrotask(() => setImmediate(answer, false))),
      onResponseError: (_, error) => end(() => reject(toHttpFailure(error, host)))
    })
  })
}

/** No `accept-encoding` that asks for compression, and none is undone: a small answer cannot become a large one. */
function dispatchOptions (url: URL, { method, headers, body }: HttpRequest): Dispatcher.DispatchOptions {
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: { 'accept-encoding': 'identity', ...headers },
    body: body ?? null,
    headersTimeout: 0, // the phases below are exact, these are not
    bodyTimeout: 0
  }
}

const SAYS = {
  connect_timeout: (host: string, ms: number) => `No connection to ${host} within ${ms} ms.`,
  headers_timeout: (host: string, ms: number) => `${host} did not begin to answer within ${ms} ms.`,
  body_timeout: (host: string, ms: number) => `${host} did not finish its answer within ${ms} ms.`,
  total_timeout: (host: string, ms: number) => `The request to ${host} was not answered within ${ms} ms.`
} satisfies Partial<Record<HttpFailureCode, (host: string, ms: number) => string>>

function startPhases (fail: (code: HttpFailureCode, message: string) => void, host: string, totalMs: number) {
  const timer = (code: keyof typeof SAYS, ms: number) => setTimeout(() => fail(code, SAYS[code](host, ms)), ms)
  const whole = timer('total_timeout', totalMs)
  let current: NodeJS.Timeout | undefined
  return {
    next (code: keyof typeof SAYS, ms: number): void {
      clearTimeout(current)
      current = timer(code, ms)
    },
    stop (): void {
      clearTimeout(whole)
      clearTimeout(current)
    }
  }
}

function collect (maxBytes: number) {
  const chunks: Buffer[] = []
  let size = 0
  return {
    /** False when there was more than fits; what fits is kept. */
    takes (chunk: Buffer): boolean {
      const rest = maxBytes - size
      chunks.push(chunk.length > rest ? chunk.subarray(0, rest) : chunk)
      size += chunk.length
      return size <= maxBytes
    },
    bytes: () => Buffer.concat(chunks)
  }
}

function asText (headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value ?? '']))
}
