import type { Attachment, NewFiling } from '../documents/new-filing.ts'
import type { Check, Misfit } from './check-new-filing.ts'
import { CODE_LISTS } from './code-lists.ts'

const VERIFICATION_FORMS = new Set(['1', '10016'])
const FORM_MAX_BYTES = 150 * 1024
const PAPER_MAX_BYTES = 100 * 1024

/** 1056 format, 1057 purpose, 1061 whose paper it is, 5010 not base64 or too large (150 KB a form, 100 KB other papers). */
export const checkAttachments: Check = (filing) => filing.attachments.flatMap((attachment) => [
  ...(CODE_LISTS.attachmentFormats.has(attachment.format) ? [] : [{ code: 1056, value: attachment.format }]),
  ...(CODE_LISTS.attachmentPurposes.has(attachment.purpose) ? [] : [{ code: 1057, value: attachment.purpose }]),
  ...(isOwned(attachment, filing) ? [] : [{ code: 1061, value: attachment.ownerId }]),
  ...checkSize(attachment)
])

/** `Ssdxlx` is 1 for the subject and 2 for a site in uploads; the downloadable code table counts from 0. */
function isOwned ({ ownerKind, ownerId }: Attachment, { subject, sites }: NewFiling): boolean {
  if (ownerKind === '1') return ownerId === subject.ispId
  return ownerKind === '2' && sites.some((site) => site.ispId === ownerId)
}

function checkSize ({ purpose, bytes }: Attachment): Misfit[] {
  const max = VERIFICATION_FORMS.has(purpose) ? FORM_MAX_BYTES : PAPER_MAX_BYTES
  return bytes > 0 && bytes <= max ? [] : [{ code: 5010, value: String(bytes) }]
}
