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
  let mail: unknown
  try {
    mail = JSON.parse(json)
  } catch {}
  const isRight = Value.Check(StaffMail, mail) && Object.values(mail).flat().every((address) => checkEmail(address) === null)
  if (isRight) return mail as StaffMail
  throw new Error('STAFF_MAIL is not right: give addresses by audience, {"reviewers":["review@example.com"],"bureau_operators":[],"admins":[]}')
}
