/** Seeds of the base codes (JCDM) that this bureau knows. Plain ids, as the documents carry them. */
export const CODE_LISTS = {
  natures: new Set([...span(1, 6), ...span(9, 20)]),
  certificateTypes: new Set(span(1, 49)),
  approvals: new Set([...span(1, 6), ...span(9, 15)]),
  contents: new Set([...span(1, 24), ...span(28, 33)]),
  accessMethods: new Set(span(1, 5)),
  locations: new Set(span(1, 34)),
  languages: new Set(span(1, 17)),
  attachmentFormats: new Set(['1', '2']),
  // Two public lists contradict each other, so this bureau takes both
  attachmentPurposes: new Set([...span(1, 5), ...span(10010, 10031)])
}

/** The only nature under which papers of a person are the subject's certificate. */
export const INDIVIDUAL = '5'
export const PERSONAL_PAPERS = new Set(['2', '7', '8', '11', '14', '30', '41', '42'])
export const IDENTITY_CARD = '2'
export const BUSINESS_LICENCE = '1'

function span (from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, at) => String(from + at))
}
