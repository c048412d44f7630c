import { parseArgs } from 'node:util'
import { EVENTS, type EventType } from '../../orders/events/event-catalogue.ts'
import { listWays } from './list-ways.ts'

export type Wanted = { list: true } | { list: false, type: EventType, account: string | undefined, mayMoveClock: boolean }

const USAGE = 'usage: npm run trigger -- <event type> [--account acme] [--move-clock]\n       npm run trigger -- --list'

/** @throws with what is wrong, and the choices */
export function readWanted (args: string[]): Wanted {
  const { positionals: [type = '', ...more], values: { account, list, 'move-clock': mayMoveClock } } = parse(args)
  if (list) return { list }
  if (more.length > 0) throw new Error(`one event at a time, not ${[type, ...more].join(', ')}\n${USAGE}`)
  if (!isEventType(type)) throw new Error(`${type === '' ? 'which event?' : `there is no event "${type}".`} One of\n${listWays()}\n${USAGE}`)
  return { list, type, account, mayMoveClock }
}

function parse (args: string[]) {
  const flag = { type: 'boolean', default: false } as const
  try {
    return parseArgs({ args, allowPositionals: true, options: { account: { type: 'string' }, list: flag, 'move-clock': flag } })
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`)
  }
}

function isEventType (type: string): type is EventType {
  return Object.hasOwn(EVENTS, type)
}
