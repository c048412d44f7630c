import accessMethodRows from './data/access-methods.json' with { type: 'json' }
import certificateTypeRows from './data/certificate-types.json' with { type: 'json' }
import contentTypeRows from './data/content-types.json' with { type: 'json' }
import languageRows from './data/languages.json' with { type: 'json' }
import preApprovalTypeRows from './data/pre-approval-types.json' with { type: 'json' }
import provinceRows from './data/provinces.json' with { type: 'json' }
import serviceKindRows from './data/service-kinds.json' with { type: 'json' }
import subjectTypeRows from './data/subject-types.json' with { type: 'json' }

export type Words = { readonly zh: string, readonly en: string }
type WorkingDays = { readonly min: number, readonly max: number }

/** Every entry names where it is from: keys of data/sources.json. */
type Sourced = { readonly name: Words, readonly sources: readonly string[] }
export type BureauCode = Sourced & { readonly bureauId: number }

export type Province = Sourced & {
  readonly code: string
  /** The first character of its filing numbers: 蜀 and not 川, 陇 and not 甘. */
  readonly abbreviation: string
  readonly gb2260: string
  readonly bureauLocationId: number
  readonly reviewWorkingDays: WorkingDays
  readonly typicalReviewWorkingDays: WorkingDays | null
}

/** An individual business files as 4, like an enterprise: bureauId is not unique here, code is. */
export type SubjectType = BureauCode & { readonly code: string, readonly certificateTypes: readonly number[] }

export type NumberFormat = 'USCC18' | 'ORG9' | 'GB11643' | 'HKMPERMIT' | 'TWPERMIT' | 'PASSPORT' | 'FPR' | 'FREE'
export type CertificateType = Sourced & { readonly id: number, readonly format: NumberFormat }
export type ServiceKindEntry = BureauCode & { readonly code: string }
export type ContentType = BureauCode & { readonly individualAllowed: boolean }
export type PreApprovalType = BureauCode & { readonly code: string, readonly document: string | null }

export const provinces: readonly Province[] = provinceRows
export const subjectTypes: readonly SubjectType[] = subjectTypeRows
export const certificateTypes = certificateTypeRows as readonly CertificateType[] // JSON has no unions; the test checks format
export const serviceKinds: readonly ServiceKindEntry[] = serviceKindRows
export const contentTypes: readonly ContentType[] = contentTypeRows
export const languages: readonly BureauCode[] = languageRows
export const accessMethods: readonly BureauCode[] = accessMethodRows
export const preApprovalTypes: readonly PreApprovalType[] = preApprovalTypeRows

/** What the dossier calls documents by residency: the identity documents of a principal. */
export const personalCertificateTypes: readonly number[] = findSubjectType('individual')?.certificateTypes ?? []

export function findProvince (code: string): Province | undefined {
  return provinces.find((province) => province.code === code)
}

export function findSubjectType (code: string): SubjectType | undefined {
  return subjectTypes.find((type) => type.code === code)
}

export function findCertificateType (id: number): CertificateType | undefined {
  return certificateTypes.find((type) => type.id === id)
}

export function findServiceKind (code: string): ServiceKindEntry | undefined {
  return serviceKinds.find((kind) => kind.code === code)
}

export function findPreApprovalType (bureauId: number): PreApprovalType | undefined {
  return preApprovalTypes.find((type) => type.bureauId === bureauId)
}
