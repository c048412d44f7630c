import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Golden } from './compose-golden.ts'

const FOLDER = new URL('../../machines/order/golden/', import.meta.url)

/** Null: that version has none. */
export function readGolden (machineVersion: number): Golden | null {
  const file = fileOf(machineVersion)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Golden : null
}

/** One line for each thing that a review looks at. */
export function writeGolden (golden: Golden): void {
  const { orders, policies, events, ...head } = golden
  writeFileSync(fileOf(golden.machineVersion), `${object({
    ...lines(head),
    policies: object(lines(policies), 2),
    events: object(lines(events), 2),
    orders: `[\n${orders.map(({ outcomes, ...order }) => `    ${object({ ...lines(order), outcomes: object(lines(outcomes), 6) }, 4)}`).join(',\n')}\n  ]`
  })}\n`)
}

function fileOf (machineVersion: number): URL {
  return new URL(`version-${machineVersion}.json`, FOLDER)
}

function lines (values: object): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)]))
}

function object (entries: Record<string, string>, indent = 0): string {
  const inner = Object.entries(entries).map(([key, text]) => `${' '.repeat(indent + 2)}${JSON.stringify(key)}: ${text}`)
  return inner.length === 0 ? '{}' : `{\n${inner.join(',\n')}\n${' '.repeat(indent)}}`
}
