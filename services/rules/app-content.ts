import { Type } from 'typebox'
import { text } from './field-schemas.ts'

/** RSA 4096 as text fits ten times over; no source gives a limit. */
const MAX_PUBLIC_KEY = 8192

/** Operating systems, not app stores: rule N-APP-003 lists these. */
const Platform = Type.Enum(['android', 'ios', 'harmony', 'windows', 'macos', 'linux', 'other'])

/** The app (or mini program) of an order: section 2.5 of the rule dossier, source hw-kb. */
export const AppContent = Type.Object({
  name: Type.Optional(text('Name, the same on all platforms [APP名称]', 1, 512)),
  platforms: Type.Optional(Type.Array(Platform, {
    description: 'Operating systems it runs on [运行平台]', minItems: 1, maxItems: 7, uniqueItems: true
  })),
  androidPackage: Type.Optional(text('Package name, reverse domain notation [包名]', 1, 255)),
  androidPublicKey: Type.Optional(text('Modulus or text of the RSA public key [公钥]', 1, MAX_PUBLIC_KEY)),
  androidFingerprint: Type.Optional(text('MD5 of the certificate: 16 bytes in hex, colons allowed [证书MD5指纹]', 32, 47)),
  iosBundleId: Type.Optional(text('Bundle ID, reverse domain notation [Bundle ID]', 1, 155)),
  iosPublicKey: Type.Optional(text('Public key in hex [公钥]', 1, MAX_PUBLIC_KEY)),
  iosFingerprint: Type.Optional(text('SHA-1 of the certificate: 20 bytes in hex, colons allowed [证书SHA-1指纹]', 40, 59)),
  backendDomains: Type.Optional(Type.Array(text('A domain', 4, 128), {
    description: 'Domains of its servers, as filed [后端域名]', maxItems: 100, uniqueItems: true
  })),
  backendIps: Type.Optional(Type.Array(text('An IPv4 address', 7, 15), {
    description: 'Addresses of its servers, of this provider [后端IP]', maxItems: 100, uniqueItems: true
  }))
}, { additionalProperties: false, description: 'The app [APP]' })
