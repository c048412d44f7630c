import { checkCodes } from './check-codes.ts'
import { accessMethods, provinces } from './code-lists.ts'
import { at, type FieldFault } from './field-fault.ts'
import { checkIpv4, checkIpv4Range } from './ipv4.ts'
import type { OrderContent } from './order-content.ts'

type Access = NonNullable<OrderContent['access']>
type IpRange = NonNullable<Access['ipRanges']>[number]

/** What can never be right about where a service is hosted. */
export function checkAccessShape (access: Access): FieldFault[] {
  return [
    ...(access.ipRanges ?? []).flatMap((range, index) => checkRange(`access.ipRanges[${index}]`, range)),
    ...checkCodes('access.methods', access.methods, accessMethods.map((method) => method.bureauId)),
    ...checkCodes('access.serverLocations', access.serverLocations, provinces.map((province) => province.bureauLocationId))
  ]
}

/** A fault of one end stands there; what only both together can get wrong stands at the end. */
function checkRange (path: string, { start, end }: IpRange): FieldFault[] {
  const faults = [
    ...at(`${path}.start`, start === undefined ? null : checkIpv4(start)),
    ...at(`${path}.end`, end === undefined ? null : checkIpv4(end))
  ]
  if (faults.length > 0 || start === undefined || end === undefined) return faults
  return at(`${path}.end`, checkIpv4Range(start, end))
}
