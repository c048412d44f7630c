import { isIPv4 } from 'node:net'
import { DocumentIncomplete } from './document-incomplete.ts'

/** 192.0.2.10 -> 3221225994. Version V.3.0 of the interface knows no IPv6. */
export function ipv4ToInteger (address: string | undefined, path: string): number {
  if (address === undefined || !isIPv4(address)) throw new DocumentIncomplete(path)
  const value = address.split('.').reduce((number, part) => number * 256 + Number(part), 0)
  if (value === 0) throw new DocumentIncomplete(path) // the schema counts from 1
  return value
}
