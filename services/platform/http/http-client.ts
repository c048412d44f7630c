import { Agent, Pool } from 'undici'
import { checkUrl, type UrlFault } from './check-url.ts'
import { readEgressAllow, type EgressAllow } from './egress-allow.ts'
import { exchange } from './exchange.ts'
import { guardedConnector } from './guarded-connector.ts'
import { HttpFailure } from './http-failure.ts'
import { refuseAddress } from './refuse-address.ts'
import { createPublicResolver, resolveLikeSystem, type ResolveName } from './resolve-name.ts'
import { targetOf } from './target-of.ts'

export type HttpRequest = {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string | Uint8Array
  limits?: Partial<HttpLimits>
}

export type HttpLimits = {
  /** Until the request is on a connection: a free one, or a new one with name, TCP and TLS. A request may only shorten it. */
  connectMs: number
  /** From then until all headers of the answer are there. */
  headersMs: number
  /** From then until its last byte. */
  bodyMs: number
  totalMs: number
  /** Of the body. What is longer is cut there, and the connection closed. */
  maxBytes: number
}

export type HttpAnswer = {
  status: number
  /** Names in lower case; of a repeated one the values, separated by commas. */
  headers: Record<string, string>
  body: Buffer
  truncated: boolean
  durationMs: number
}

/** Any status is an answer, a redirect too: it is not followed. */
export type HttpClient = {
  /** @throws HttpFailure when no complete answer comes back, or the address is refused */
  send (request: HttpRequest): Promise<HttpAnswer>
  /** Ends what is under way. */
  close (): Promise<void>
}

export type HttpClientOptions = {
  /** To the public internet, and where the operator allows. Nothing more when left out. */
  allow?: EgressAllow
  /** Instead of all that: exactly the origins of these addresses, which the operator has configured, wherever they are. */
  only?: readonly string[]
  /** http to any host, and not only to those on the list. */
  plainHttp?: boolean
  limits?: Partial<HttpLimits>
  /** Connections to one origin at a time. */
  connections?: number
  /** For tests: what the name servers would answer. */
  resolve?: ResolveName
}

const LIMITS: HttpLimits = { connectMs: 5_000, headersMs: 10_000, bodyMs: 10_000, totalMs: 20_000, maxBytes: 64 * 1024 }
const CONNECTIONS = 32

/** The one way out of this program (docs/egress.md). It knows no proxies, follows no redirects and undoes no compression. */
export function createHttpClient (options: HttpClientOptions = {}): HttpClient {
  const limits = { ...LIMITS, ...options.limits }
  const egress = options.only ? onlyTo(options.only) : guarded(options)
  const agent = new Agent({
    allowH2: false,
    factory: (origin, poolOptions) => {
      const { host, port } = targetOf(new URL(origin))
      const connect = guardedConnector({ host, ...egress.rulesFor(host, port), connectMs: limits.connectMs })
      return new Pool(origin, { ...poolOptions, connect, connections: options.connections ?? CONNECTIONS })
    }
  })
  return {
    async send (request) {
      const fault = egress.check(request.url)
      if (fault) throw new HttpFailure(fault.code, fault.message)
      // it would name another host to the server, and to whoever checks its certificate
      if (Object.keys(request.headers).some((name) => name.toLowerCase() === 'host')) throw new Error('the URL names the host, no header does')
      return await exchange(agent, new URL(request.url), request, { ...limits, ...request.limits })
    },
    close: async () => await agent.destroy()
  }
}

type Egress = {
  check (url: string): Pick<UrlFault, 'code' | 'message'> | null
  rulesFor (host: string, port: number): { resolve: ResolveName, guard: (address: string) => string | null }
}

function guarded ({ allow = readEgressAllow(''), plainHttp = false, resolve = createPublicResolver() }: HttpClientOptions): Egress {
  return {
    check: (url) => checkUrl(url, { allow, plainHttp }),
    rulesFor: (host, port) => allow.allowsHost(host, port)
      ? { resolve: resolveLikeSystem, guard: () => null }
      : { resolve, guard: (address) => allow.allowsAddress(address) ? null : refuseAddress(address) }
  }
}

function onlyTo (origins: readonly string[]): Egress {
  const known = new Set(origins.map(originOf))
  return {
    check: (url) => known.has(URL.parse(url)?.origin ?? '')
      ? null
      : { code: 'url_refused', message: 'This address is not one of those that the operator has configured.' },
    rulesFor: () => ({ resolve: resolveLikeSystem, guard: () => null })
  }
}

function originOf (address: string): string {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Error(`"${address}" is no address that requests can be sent to: it begins with http:// or https://`)
  return url.origin
}
