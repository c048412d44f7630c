import { parseArgs } from 'node:util'

export type BenchOptions = {
  /** Measured for each side and kind of work, in that many rounds. */
  seconds: number
  rounds: number
  /** Before the first round. */
  warmUpSeconds: number
  orders: number
  connections: number
  /** Deadlines that are due. */
  timers: number
  /** Rows of the outbox, and events, that wait to go out. */
  outbox: number
  webhooks: number
  durable: boolean
}

/** @throws Error for a flag that there is not, or a number that is none */
export function readOptions (args: string[]): BenchOptions {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: { seconds: text, rounds: text, 'warm-up': text, orders: text, connections: text, timers: text, outbox: text, webhooks: text, 'not-durable': { type: 'boolean' } }
  })
  return {
    seconds: positive('seconds', values.seconds, 6),
    rounds: positive('rounds', values.rounds, 3),
    warmUpSeconds: positive('warm-up', values['warm-up'], 3),
    orders: positive('orders', values.orders, 2048),
    connections: positive('connections', values.connections, 64),
    timers: positive('timers', values.timers, 100_000),
    outbox: positive('outbox', values.outbox, 30_000),
    webhooks: positive('webhooks', values.webhooks, 20_000),
    durable: !values['not-durable']
  }
}

function positive (name: string, given: string | undefined, otherwise: number): number {
  const number = Number(given ?? otherwise)
  if (number > 0) return number
  throw new Error(`--${name} is a number above 0`)
}
