import type { Access } from '../documents/new-filing.ts'
import type { SimulatorAccount } from '../simulator-options.ts'
import type { Check, Misfit } from './check-new-filing.ts'
import { CODE_LISTS } from './code-lists.ts'

/** 1035 method, 1036 location, 1006 address, 1063 address outside the provider's own IP filing. */
export const checkAccesses: Check = ({ sites }, { account }) => sites.flatMap(({ accesses, name: siteName }) =>
  accesses.flatMap((access) => checkAccess(access, account)).map((misfit) => ({ ...misfit, siteName })))

function checkAccess ({ methods, locations, ranges }: Access, account: SimulatorAccount): Misfit[] {
  return [
    ...methods.filter((id) => !CODE_LISTS.accessMethods.has(id)).map((value) => ({ code: 1035, value })),
    ...locations.filter((id) => !CODE_LISTS.locations.has(id)).map((value) => ({ code: 1036, value })),
    ...ranges.flatMap(({ start, end }) => checkRange(Number(start), Number(end), account))
  ]
}

function checkRange (start: number, end: number, { ipRanges }: SimulatorAccount): Misfit[] {
  if (start > end || isPrivate(start)) return [{ code: 1006, value: toDotted(start) }]
  const filed = ipRanges?.some((range) => toNumber(range.start) <= start && end <= toNumber(range.end)) ?? true
  return filed ? [] : [{ code: 1063, value: toDotted(start) }]
}

/** 10/8, 127/8, 172.16/12, 192.168/16: nobody's IP filing holds them. Documentation ranges are let through, for examples. */
function isPrivate (address: number): boolean {
  const [first = 0, second = 0] = toDotted(address).split('.').map(Number)
  return first === 10 || first === 127 || (first === 172 && second >= 16 && second < 32) || (first === 192 && second === 168)
}

function toDotted (address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')
}

function toNumber (dotted: string): number {
  return dotted.split('.').reduce((total, part) => total * 256 + Number(part), 0)
}
