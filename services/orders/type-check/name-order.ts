import { nameOrderType, type FilingFacts, type NamedType } from '../../../machines/order/type-check/name-order-type.ts'
import { DomainError } from '../../../machines/order/order-errors.ts'
import { isAboutRequest } from '../../../machines/order/type-check/type-check-findings.ts'
import type { OrderContent, TypeCheck } from '../../rules/order-content.ts'
import { findFiled } from './find-filed.ts'
import { countSubjectsOfAccount, findSubjectsOfAccount } from './find-subjects-of-account.ts'
import type { OrdersDeps } from '../orders-deps.ts'

export type Wish = { accountId: string, typeCheck: TypeCheck, counterpartyAccountId?: string }

export type NamedOrder = NamedType & {
  /** With the numbers under which the filing is known here. */
  typeCheck: TypeCheck
  /** What is filed in the account already, to begin with. */
  known: Pick<OrderContent, 'subject' | 'service'> | null
}

/** The type check (验证备案类型): which order this would be, and what stands against it. */
export async function nameOrder (deps: OrdersDeps, wish: Wish): Promise<NamedOrder> {
  const { accountId, typeCheck } = wish
  const { facts: filed, known, numbers } = await findFiled(deps, wish)
  const facts: FilingFacts = {
    operation: typeCheck.operation ?? 'file',
    province: typeCheck.province,
    serviceKind: typeCheck.service.kind,
    ...filed,
    subjectsOfAccount: deps.policy.subjectsPerAccount === null
      ? 0
      : await countSubjectsOfAccount(deps, accountId, { except: certificateOf(deps, typeCheck) }),
    counterparty: await findCounterparty(deps, wish)
  }
  const isAboutFiling = Object.keys(numbers).length > 0
  return { ...nameOrderType(facts, deps.policy), typeCheck: isAboutFiling ? { ...typeCheck, filing: numbers } : typeCheck, known }
}

/** The refusal of an order that has no type: 400 for what is wrong in itself, 409 for what contradicts what is filed. */
export function refuseType (found: NamedType['findings']): DomainError {
  const rejected = found.filter(({ severity }) => severity === 'reject')
  const ofRequest = rejected.filter(isAboutRequest)
  const errors = (ofRequest.length > 0 ? ofRequest : rejected).map(({ field, code, message, suggestion }) => ({
    field, code, message: { zh: message.zh + suggestion.zh, en: `${message.en} ${suggestion.en}` }
  }))
  return ofRequest.length > 0
    ? new DomainError('content_invalid', 'The type check has fields that can never be right: errors says which and what to do.', { errors })
    : new DomainError('filing_conflict', 'What is filed already stands against this order: errors says what to do.', { errors })
}

async function findCounterparty (deps: OrdersDeps, { accountId, typeCheck, counterpartyAccountId }: Wish): Promise<FilingFacts['counterparty']> {
  if (counterpartyAccountId === undefined) return null
  const isAsked = typeCheck.operation === 'transfer' || typeCheck.operation === 'migrate_service'
  const subjects = isAsked && counterpartyAccountId !== accountId ? await findSubjectsOfAccount(deps, counterpartyAccountId) : []
  return {
    isThisAccount: counterpartyAccountId === accountId,
    hasSubject: subjects.length > 0,
    isPerson: subjects.length > 0 && subjects.every(({ subjectType }) => subjectType === 'individual')
  }
}

function certificateOf ({ sealing }: OrdersDeps, { certificateNumber }: TypeCheck): string {
  return sealing.lookupKey('certificate', certificateNumber.toUpperCase()).toString('hex')
}
