export type HttpFailureCode =
  | 'url_refused' // our rules: scheme, credentials, port, name
  | 'address_refused' // our rules: where the name leads
  | 'name_unknown'
  | 'connection_refused'
  | 'unreachable'
  | 'tls_failed'
  | 'connect_timeout'
  | 'headers_timeout'
  | 'body_timeout'
  | 'total_timeout'
  | 'connection_lost' // before the answer was complete
  | 'headers_too_large'
  | 'answer_invalid' // not HTTP/1.1
  | 'client_closed' // this process is stopping

/**
 * No answer came back, or no whole one. The message is for the person who wrote the address: it names the host and what to mend, and
 * holds nothing of the request, of the answer, or of our own network.
 */
export class HttpFailure extends Error {
  readonly code: HttpFailureCode
  /** Of the answer that began and did not end; null when none began. */
  readonly status: number | null

  constructor (code: HttpFailureCode, message: string, status: number | null = null) {
    super(message)
    this.name = 'HttpFailure'
    this.code = code
    this.status = status
  }
}
