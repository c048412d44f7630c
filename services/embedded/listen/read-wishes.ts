import { parseArgs } from 'node:util'
import { EVENT_TYPES } from '../../orders/events/event-catalogue.ts'
import { provinces as PROVINCES } from '../../rules/code-lists.ts'

/** What somebody wants to listen to, and where it shall go. */
export type Wishes = {
  /** Null: it is only printed. */
  forward: string | null
  /** Null: of all accounts. */
  account: string | null
  /** Empty: all, as everywhere in the API. */
  events: string[]
  provinces: string[]
  personal: boolean
  printBody: boolean
}

const USAGE = 'usage: npm run listen -- [--forward http://localhost:9000/hook] [--account acme] [--events order.completed,…] ' +
  '[--provinces guangdong,…] [--personal] [--print-body]'

/** @throws with what is wrong, and what would be right */
export function readWishes (args: string[]): Wishes {
  const values = parse(args)
  return {
    forward: values.forward === undefined ? null : readUrl(values.forward),
    account: values.account || null,
    events: readList('--events', values.events, EVENT_TYPES),
    provinces: readList('--provinces', values.provinces, PROVINCES.map(({ code }) => code)),
    personal: values.personal ?? false,
    printBody: values['print-body'] ?? false
  }
}

function parse (args: string[]) {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean' }] as const
  try {
    return parseArgs({
      args, options: { forward: text, account: text, events: text, provinces: text, personal: flag, 'print-body': flag }
    }).values
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`)
  }
}

function readUrl (text: string): string {
  const url = URL.parse(text)
  if (url !== null && ['http:', 'https:'].includes(url.protocol)) return url.href
  throw new Error(`--forward is the address of your receiver, such as http://localhost:9000/hook, not "${text}"`)
}

function readList (name: string, text: string | undefined, known: readonly string[]): string[] {
  const values = (text ?? '').split(',').map((value) => value.trim()).filter((value) => value !== '')
  const unknown = values.filter((value) => !known.includes(value))
  if (unknown.length === 0) return [...new Set(values)]
  throw new Error(`${name}: there is no ${unknown.join(', ')}. One or more, separated by commas, of ${known.join(', ')}`)
}
