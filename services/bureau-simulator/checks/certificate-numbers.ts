const CREDIT_CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CREDIT_CODE_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const IDENTITY_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const IDENTITY_CHECKS = '10X98765432'

/** Unified social credit code with its check character (GB 32100). */
export function isCreditCode (number: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(number)) return false
  const values = [...number].map((character) => CREDIT_CODE_ALPHABET.indexOf(character))
  const sum = CREDIT_CODE_WEIGHTS.reduce((total, weight, at) => total + weight * (values[at] ?? 0), 0)
  return CREDIT_CODE_ALPHABET.charAt((31 - sum % 31) % 31) === number.charAt(17)
}

/** Resident identity number with its check character (GB 11643). */
export function isIdentityNumber (number: string): boolean {
  if (!/^[1-9]\d{5}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[0-9X]$/.test(number)) return false
  const sum = IDENTITY_WEIGHTS.reduce((total, weight, at) => total + weight * Number(number.charAt(at)), 0)
  return IDENTITY_CHECKS.charAt(sum % 11) === number.charAt(17)
}
