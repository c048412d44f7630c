import { HttpFailure, type HttpFailureCode } from './http-failure.ts'

/**
 * What a socket, the TLS layer or the parser has thrown, in words for the owner of the address. What is not about the
 * other side (a header that cannot be sent, no free file descriptor) stays the error that it is. The error itself is
 * not kept as the cause, because a parser error holds the answer.
 */
export function toHttpFailure (error: unknown, host: string): unknown {
  if (error instanceof HttpFailure || !(error instanceof Error)) return error
  const { code = error.name, syscall = '' } = error as NodeJS.ErrnoException
  if (/^(query|getaddrinfo)/.test(syscall)) return new HttpFailure('name_unknown', `The name ${host} has no address (${code}).`) // ECONNREFUSED too: a name server's
  const found = FAILURES.find(({ codes }) => codes.test(code))
  return found ? new HttpFailure(found.failure, found.says(host, code)) : error
}

type Failure = { codes: RegExp, failure: HttpFailureCode, says (host: string, code: string): string }

/** Codes of Node's dns, net and tls, of OpenSSL, of llhttp and of undici; the first that fits. */
const FAILURES: Failure[] = [
  { codes: /^(ENOTFOUND|ENODATA)$/, failure: 'name_unknown', says: (host, code) => `The name ${host} has no address (${code}).` },
  { codes: /^ECONNREFUSED$/, failure: 'connection_refused', says: (host) => `${host} refuses the connection: nothing listens there.` },
  { codes: /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/, failure: 'connect_timeout', says: (host) => `No connection to ${host} in time.` },
  { codes: /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EAFNOSUPPORT|EACCES|EPERM|EINVAL)$/, failure: 'unreachable', says: (host, code) => `There is no way to ${host} (${code}).` },
  {
    codes: /CERT|CRL|^ERR_(TLS|SSL)_|^EPROTO$|SIGNATURE|HOSTNAME_MISMATCH|INVALID_(CA|NON_CA|PURPOSE)|PATH_LENGTH|KEY_TOO_SMALL|MD_TOO_WEAK/,
    failure: 'tls_failed',
    says: (host, code) => `No secure connection to ${host}: its certificate or its TLS is not right (${code}).`
  },
  { codes: /^UND_ERR_HEADERS_OVERFLOW$|^HPE_HEADER_OVERFLOW$/, failure: 'headers_too_large', says: (host) => `The headers of the answer of ${host} are too large.` },
  { codes: /^HPE_|^HTTPParserError$/, failure: 'answer_invalid', says: (host, code) => `${host} does not answer with HTTP/1.1 (${code}).` },
  {
    codes: /^(UND_ERR_SOCKET|UND_ERR_INFO|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|ECONNRESET|ECONNABORTED|EPIPE|ERR_STREAM_\w+)$/,
    failure: 'connection_lost',
    says: (host) => `${host} closed the connection before its answer was complete.`
  },
  { codes: /^UND_ERR_(DESTROYED|CLOSED)$/, failure: 'client_closed', says: () => 'This process is stopping and sends nothing more.' }
]
