const SECRET = /^(set-cookie|cookie|authorization|proxy-|www-authenticate|x-api-key)|token|secret|signature/i
const HEADERS = 30
const LENGTH = 200

/** Headers of an answer as the log keeps them: few, short, and without what lets somebody in. */
export function redactHeaders (headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).slice(0, HEADERS).map(([name, value]) =>
    [name.slice(0, LENGTH), SECRET.test(name) ? '…' : withoutSignatures(value).slice(0, LENGTH)]))
}

/** A receiver may repeat what it was sent. */
export function withoutSignatures (text: string): string {
  return text.replaceAll(/\b(v1a?),[\w+/=]{20,}/g, '$1,…')
}
