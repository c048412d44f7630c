import type { OrderContent, TypeCheck } from '../../rules/order-content.ts'
import { inventCreditCode, inventResidentId } from './certificate-numbers.ts'
import { nameCompany, namePerson } from './names.ts'

/** The body of POST /v1/orders. */
export type NewOrder = TypeCheck & { content: OrderContent, externalReference?: string, counterpartyAccountId?: string }

const YEAR_MS = 365 * 24 * 60 * 60 * 1000

/** The nth invented company and its complete order, n below a million; no two share a certificate, domain or telephone. */
export function inventOrder (n: number, now = new Date()): NewOrder {
  const { name, domain, siteName, remark } = nameCompany(n)
  const certificateNumber = inventCreditCode(n)
  const day = (years: number) => new Date(now.getTime() + years * YEAR_MS).toISOString().slice(0, 10)
  const owner = namePerson(n)
  const ownerId = inventResidentId(2 * n)
  return {
    province: 'guangdong',
    subjectType: 'enterprise',
    certificateType: 1,
    certificateNumber,
    service: { kind: 'website', domain },
    content: {
      subject: {
        name,
        region: '440305',
        mailingAddress: `科技园示例路${n}号示例大厦${2 + n % 20}楼`,
        investor: owner,
        certificate: { address: `广东省深圳市南山区示例路${n}号`, validUntil: 'long_term' },
        legalPerson: { name: owner, idNumber: ownerId },
        principal: {
          ...person(owner, ownerId, 4 * n, day),
          email: `owner@${domain}`,
          phone2: `0755-26${String(n).padStart(6, '0')}`
        }
      },
      service: {
        name: siteName,
        contentTypes: [8],
        languages: [1],
        homePageUrl: `www.${domain}`,
        remark,
        domains: [{
          name: domain,
          holderName: name,
          holderCertificateType: 1,
          holderCertificateNumber: certificateNumber,
          expiresOn: day(2),
          realNameVerifiedOn: day(-0.5)
        }],
        preApprovalTypes: [],
        principal: { ...person(namePerson(n + 17), inventResidentId(2 * n + 1), 4 * n + 2, day), email: `site@${domain}` }
      },
      access: {
        resource: `ecs-sz-${String(n).padStart(4, '0')}`,
        ipRanges: [{ start: address(n), end: address(n) }],
        methods: [5],
        serverLocations: [5]
      }
    }
  }
}

function person (name: string, idNumber: string, phone: number, day: (years: number) => string) {
  const mobile = (number: number) => `1380${String(100_000 + number).padStart(7, '0')}`
  return {
    name, idTypeCode: 2, idNumber, idValidFrom: day(-6), idValidUntil: day(14), mobile: mobile(phone), emergencyPhone: mobile(phone + 1)
  }
}

/** TEST-NET-3 (RFC 5737): nobody's. */
function address (n: number): string {
  return `203.0.113.${1 + n % 254}`
}
