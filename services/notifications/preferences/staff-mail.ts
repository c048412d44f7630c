import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { checkEmail } from '../../rules/contact-form.ts'

const Addresses = Type.Array(Type.String(), { maxItems: 20 })

const StaffMail = Type.Object({
  reviewers: Type.Optional(Addresses),
  bureau_operators: Type.Optional(Addresses),
  admins: Type.Optional(Addresses)
}, { additionalProperties: false })

/** Where mail for staff goes, by audience; most often a list of theirs. */
export type StaffMail = Static<typeof StaffMail>

/** @throws Error that says what it should be */
export function readStaffMail (json: string): StaffMail {
  const mail = parseJson(json)
  if (!Value.Check(StaffMail, mail)) throw new Error(REMEDY)
  const wrong = Object.values(mail).flat().find((address) => checkEmail(address) !== null)
  if (wrong !== undefined) throw new Error(`${REMEDY}; "${wrong}" is no address`)
  return mail
}

const REMEDY = 'STAFF_MAIL is not right: give addresses by audience, {"reviewers":["review@example.com"],"bureau_operators":[],"admins":[]}'

function parseJson (json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new Error(REMEDY, { cause: error })
  }
}
