import * as fc from 'fast-check'
import t from 'tap'
import { isOrganizationCode, isResidentIdNumber, isUnifiedSocialCreditCode } from './check-digits.ts'

const NOW = new Date('2026-11-21T04:00:00Z')
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

t.test('published credit codes are right', async (t) => {
  for (const code of ['91350100M000100Y43', '91440300MA5DEM012D']) t.ok(isUnifiedSocialCreditCode(code), code)
})

t.test('a credit code in small letters, with a forbidden letter, too short or too long is wrong', async (t) => {
  for (const code of ['91350100m000100y43', '91350100MOOO100Y43', '91350100M000100Y4', '91350100M000100Y430', '']) {
    t.notOk(isUnifiedSocialCreditCode(code), code)
  }
})

t.test('published identity numbers are right', async (t) => {
  for (const number of ['11010519491231002X', '440305198503121231', '44030519900824321X']) t.ok(isResidentIdNumber(number, NOW), number)
})

t.test('an identity number needs a birthday that exists and has been', async (t) => {
  t.ok(isResidentIdNumber(withCheckCharacter('11010520240229002'), NOW))
  t.ok(isResidentIdNumber(withCheckCharacter('11010520261121002'), NOW), 'born today')
  t.notOk(isResidentIdNumber(withCheckCharacter('11010520261122002'), NOW), 'born tomorrow')
  t.ok(isResidentIdNumber(withCheckCharacter('11010520261122002'), new Date('2026-11-21T16:00:00Z')), 'tomorrow begins in Shanghai')
  t.notOk(isResidentIdNumber(withCheckCharacter('11010520230229002'), NOW), 'no leap year')
  t.notOk(isResidentIdNumber(withCheckCharacter('11010517991231002'), NOW), 'nobody is that old')
})

t.test('a fifteen-digit identity number is no longer valid', async (t) => {
  t.notOk(isResidentIdNumber('110105491231002', NOW))
  t.notOk(isResidentIdNumber('11010519491231002x', NOW), 'the X is a capital')
})

t.test('organization codes are right with and without their hyphen', async (t) => {
  for (const code of ['D2143569X', 'D2143569-X', '00001000-8']) t.equal(isOrganizationCode(code), organizationCheck(code), code)
  t.ok(isOrganizationCode('D2143569-X'), 'the example of GB 11714')
  t.notOk(isOrganizationCode('D2143569-1'))
  t.notOk(isOrganizationCode('D214356-X'))
})

t.test('one wrong character in a credit code is always caught', async (t) => {
  fc.assert(fc.property(creditCodes(), fc.nat(17), fc.nat(30), (code, position, place) => {
    const wrong = withCharacter(code, position, ALPHABET.charAt(place))
    return isUnifiedSocialCreditCode(code) && (wrong === code || !isUnifiedSocialCreditCode(wrong))
  }))
  t.pass('31 is prime and divides no weight')
})

t.test('one wrong character in an identity number is always caught', async (t) => {
  fc.assert(fc.property(identityNumbers(), fc.nat(17), fc.constantFrom(...'0123456789X'), (number, position, character) => {
    const wrong = withCharacter(number, position, character)
    return isResidentIdNumber(number, NOW) && (wrong === number || !isResidentIdNumber(wrong, NOW))
  }))
  t.pass('11 is prime, divides no weight and is more than any two digits differ')
})

t.test('two neighbouring digits exchanged in an identity number are always caught', async (t) => {
  fc.assert(fc.property(identityNumbers(), fc.nat(15), (number, position) => {
    const wrong = number.slice(0, position) + number.charAt(position + 1) + number.charAt(position) + number.slice(position + 2)
    return wrong === number || !isResidentIdNumber(wrong, NOW)
  }))
  t.pass()
})

t.test('one wrong digit in an organization code is always caught', async (t) => {
  fc.assert(fc.property(organizationCodes(), fc.nat(7), fc.constantFrom(...'0123456789'), (code, position, digit) => {
    const wrong = withCharacter(code, position, digit)
    return isOrganizationCode(code) && (wrong === code || !isOrganizationCode(wrong))
  }))
  t.pass('of digits only: A and L differ by eleven and are not told apart')
  t.ok(isOrganizationCode('A0000000' + organizationCheckCharacter('A0000000')))
  t.equal(organizationCheckCharacter('A0000000'), organizationCheckCharacter('L0000000'))
})

/** The check characters written a second time, by trying all of them in the defining congruence of each standard. */
function creditCodes () {
  return fc.tuple(letters(2), digits(6), letters(9)).map(([head, area, body]) => {
    const weights = Array.from({ length: 18 }, (_, index) => index === 17 ? 1 : 3 ** index % 31)
    return complete(head + area + body, ALPHABET, (code) => weigh(code, weights, ALPHABET) % 31 === 0)
  })
}

function identityNumbers () {
  const birthdays = fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2020-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''))
  return fc.tuple(fc.constantFrom(...'123456789'), digits(5), birthdays, digits(3))
    .map(([first, area, birthday, sequence]) => withCheckCharacter(first + area + birthday + sequence))
}

function organizationCodes () {
  return digits(8).map((body) => body + organizationCheckCharacter(body))
}

/** ISO 7064 MOD 11-2: the weighted sum with the check character is 1. */
function withCheckCharacter (body: string): string {
  const weights = Array.from({ length: 18 }, (_, index) => 2 ** (17 - index) % 11)
  return complete(body, '0123456789X', (number) => weigh(number, weights, '0123456789X') % 11 === 1)
}

function organizationCheckCharacter (body: string): string {
  return complete(body, '0123456789X', organizationCheck).at(-1) ?? ''
}

function organizationCheck (code: string): boolean {
  const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const last = code.at(-1) === 'X' ? 10 : Number(code.at(-1))
  return (weigh(code, [3, 7, 9, 10, 5, 8, 4, 2], characters) + last) % 11 === 0
}

function complete (body: string, alphabet: string, isRight: (text: string) => boolean): string {
  return [...alphabet].map((character) => body + character).find(isRight) ?? t.fail(`no check character for ${body}`).toString()
}

function weigh (text: string, weights: readonly number[], alphabet: string): number {
  return weights.reduce((sum, weight, index) => sum + weight * alphabet.indexOf(text.charAt(index)), 0)
}

function withCharacter (text: string, position: number, character: string): string {
  return text.slice(0, position) + character + text.slice(position + 1)
}

function digits (length: number) {
  return fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })
}

function letters (length: number) {
  return fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: length, maxLength: length })
}
