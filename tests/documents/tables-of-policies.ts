import { POLICY_PRESETS } from '../../machines/order/policy/policy-presets.ts'
import { PRESETS } from './charts-of-preset.ts'
import { code, markdownTable } from './markdown-table.ts'

/** Every switch side by side, by its path in the JSON: first where the presets differ, then where they do not. */
export function tablesOfPolicies (): { different: string, same: string } {
  const switches = PRESETS.map((preset) => new Map(leaves('', POLICY_PRESETS[preset])))
  const paths = [...new Set(switches.flatMap((one) => [...one.keys()]))].filter((path) => path !== 'preset')
  const rows = paths.map((path) => [code(path), ...switches.map((one) => one.get(path) ?? '–')])
  const isSame = ([, ...values]: string[]) => new Set(values).size === 1
  return {
    different: markdownTable(['switch', ...PRESETS], rows.filter((row) => !isSame(row))),
    same: markdownTable(['switch', 'all four'], rows.filter(isSame).map(([path, value]) => [path, value]))
  }
}

function leaves (path: string, value: unknown): Array<[string, string]> {
  if (Array.isArray(value)) return [[path, value.join(', ') || 'none']]
  if (typeof value !== 'object' || value === null) return [[path, value === null ? 'null' : String(value)]]
  const members = Object.entries(value)
  if (members.length === 0) return [[path, 'none']]
  return members.flatMap(([name, member]) => leaves(path === '' ? name : `${path}.${name}`, member))
}
