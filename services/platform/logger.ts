import { pino, type Logger } from 'pino'

export type { Logger } from 'pino'

/** What never reaches a log, whoever logs it: credentials, and the bodies that carry personal data. */
const REDACTED = [
  'req.headers.authorization', 'req.headers.cookie', 'headers.authorization', 'authorization', 'password', 'token',
  'content', 'body', '*.password', '*.token', '*.content', '*.mobile', '*.idNumber', '*.email', 'parameters', 'err.detail', 'err.parameters', 'err.client', 'err.where'
]

export function createLogger ({ name, level }: { name: string, level: string }): Logger {
  return pino({ name, level, redact: { paths: REDACTED, censor: '[redacted]' }, timestamp: pino.stdTimeFunctions.isoTime })
}
