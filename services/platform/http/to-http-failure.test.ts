import t from 'tap'
import { HttpFailure } from './http-failure.ts'
import { toHttpFailure } from './to-http-failure.ts'

const fault = (code: string, more: object = {}) => Object.assign(new Error(`secret of ${code}`), { code, ...more })

t.test('what a socket, a name server or TLS says becomes one of our codes, and its words are not passed on', async (t) => {
  const expected: Array<[string, Error[]]> = [
    ['name_unknown', [
      fault('ENOTFOUND'), fault('EAI_AGAIN', { syscall: 'getaddrinfo' }), fault('ESERVFAIL', { syscall: 'queryA' }),
      fault('ECONNREFUSED', { syscall: 'queryAaaa' }), fault('ETIMEOUT', { syscall: 'queryA' })
    ]],
    ['connection_refused', [fault('ECONNREFUSED', { syscall: 'connect' })]],
    ['connect_timeout', [fault('ETIMEDOUT'), fault('UND_ERR_CONNECT_TIMEOUT')]],
    ['unreachable', ['EHOSTUNREACH', 'ENETUNREACH', 'EACCES', 'EAFNOSUPPORT'].map((code) => fault(code))],
    ['tls_failed', [
      'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'CERT_HAS_EXPIRED',
      'CERT_REVOKED', 'UNABLE_TO_GET_CRL', 'HOSTNAME_MISMATCH', 'ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_SSL_WRONG_VERSION_NUMBER', 'EPROTO', 'EE_KEY_TOO_SMALL'
    ].map((code) => fault(code))],
    ['headers_too_large', [fault('UND_ERR_HEADERS_OVERFLOW')]],
    ['answer_invalid', [fault('HPE_INVALID_CONSTANT'), Object.assign(new Error('secret'), { name: 'HTTPParserError', data: 'secret' })]],
    ['connection_lost', ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'].map((code) => fault(code))],
    ['client_closed', [fault('UND_ERR_DESTROYED'), fault('UND_ERR_CLOSED')]]
  ]
  for (const [code, errors] of expected) {
    for (const error of errors) {
      const failure = toHttpFailure(error, 'hooks.test') as HttpFailure
      t.match(failure, { name: 'HttpFailure', code }, error.message)
      t.notMatch(`${failure.message} ${JSON.stringify(failure)}`, /secret/)
      t.equal(failure.cause, undefined)
    }
  }
})

t.test('what is a fault of ours stays one', async (t) => {
  for (const error of [fault('EMFILE'), fault('UND_ERR_INVALID_ARG'), new TypeError('undefined is not a function')]) t.equal(toHttpFailure(error, 'hooks.test'), error)
  const failure = new HttpFailure('address_refused', 'no')
  t.equal(toHttpFailure(failure, 'hooks.test'), failure)
})
