import { isResidentIdNumber, isUnifiedSocialCreditCode } from '../../rules/check-digits.ts'

/** A business licence of Shenzhen that nobody holds as far as we know, with the check character that the rules ask for. */
export function inventCreditCode (n: number): string {
  return complete(`91440300MA5${inBase31(n, 6)}`, '0123456789ABCDEFGHJKLMNPQRTUWXY', isUnifiedSocialCreditCode)
}

/** Of somebody born in Nanshan in the seventies to nineties. */
export function inventResidentId (n: number): string {
  const birthday = new Date(Date.UTC(1975 + n % 20, n % 12, 1 + n % 28)).toISOString().slice(0, 10).replaceAll('-', '')
  const serial = String(n % 1000).padStart(3, '0')
  return complete(`440305${birthday}${serial}`, '0123456789X', (number) => isResidentIdNumber(number, new Date()))
}

// the rules tell right from wrong and make nothing; trying all check characters needs no second copy of their weights
function complete (body: string, alphabet: string, isRight: (number: string) => boolean): string {
  const check = [...alphabet].find((character) => isRight(body + character))
  if (check === undefined) throw new Error(`no check character completes ${body}`)
  return body + check
}

/** Digits and letters as the middle of a credit code has them. */
function inBase31 (n: number, length: number): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  return Array.from({ length }, (_, place) => alphabet[Math.floor(n / 31 ** (length - 1 - place)) % 31]).join('')
}
