import { createHash, randomInt } from 'node:crypto'
import { encodeGbk } from './gbk.ts'

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/**
 * Password first, raw digest in base64. The prose of the specification leaves out the base64; its parameter table has it,
 * and a bureau refused every other form.
 */
export function passwordHash (password: string, randVal: string): string {
  return md5(encodeGbk(password + randVal))
}

/** Covers the Zip file, before encryption. */
export function fileHash (zipBytes: Uint8Array): string {
  return md5(zipBytes)
}

/** Fresh for every call; fewer than 20 characters are refused with method code 16. */
export function randomText (length = 20): string {
  return Array.from({ length }, () => LETTERS_AND_DIGITS[randomInt(LETTERS_AND_DIGITS.length)]).join('')
}

function md5 (bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('base64')
}
