import { fault, type ValueFault } from './field-fault.ts'

/**
 * Ranges of the IANA registry of special addresses that can never carry a public service (rule N-ACC-003). The three ranges for
 * documentation are not among them: examples, demonstrations and tests file with those, and an address that is not in the
 * provider's own pool is refused by a rule that knows the pool (N-ACC-001).
 */
const RESERVED = [
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['224.0.0.0', '255.255.255.255']
].map(([first = '', last = '']) => ({ first: parseIpv4(first) ?? 0, last: parseIpv4(last) ?? 0 }))

/** The number the bureau counts addresses by, or null. Leading zeros are refused: some programs read them as octal. */
export function parseIpv4 (address: string): number | null {
  const parts = address.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return null
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0)
}

export function checkIpv4 (address: string): ValueFault | null {
  const number = parseIpv4(address)
  if (number === null) return IP_INVALID
  return touchesReserved(number, number) ? IP_RESERVED : null
}

/** A range of two addresses that are each right by themselves. */
export function checkIpv4Range (start: string, end: string): ValueFault | null {
  const first = parseIpv4(start)
  const last = parseIpv4(end)
  if (first === null || last === null) return IP_INVALID
  if (first > last) return IP_RANGE_REVERSED
  return touchesReserved(first, last) ? IP_RESERVED : null
}

function touchesReserved (first: number, last: number): boolean {
  return RESERVED.some((range) => first <= range.last && last >= range.first)
}

const IP_INVALID = fault('IP_INVALID', 'IP地址有误：请填写IPv4地址，由四个0至255的数字和点组成，不加前导零。',
  'This is not an IPv4 address: four numbers from 0 to 255 with dots, without leading zeros.')

const IP_RESERVED = fault('IP_RESERVED', '私有或保留地址不能备案。请填写云资源绑定的公网IP地址。',
  'Private and reserved addresses cannot be filed. Give the public address that the resource is bound to.')

const IP_RANGE_REVERSED = fault('IP_RANGE_REVERSED', '起始IP大于终止IP。请对调，单个地址请在两处重复填写。',
  'The range ends before it starts. Exchange the two; a single address stands in both.')
