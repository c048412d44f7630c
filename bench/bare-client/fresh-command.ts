import { randomUUIDv7 } from 'node:crypto'
import type { Command } from '../capture-commands.ts'

/** A captured command as it would be sent for this order now: what must be new each time is new, all else stays. */
export function freshCommand ({ read, commit }: Command, orderId: string, fromVersion: number): Command {
  const at = new Date().toISOString()
  const key = randomUUIDv7()
  return {
    read: { ...read, orderId, ...read['key'] !== null && { key } },
    commit: {
      ...commit,
      orderId,
      fromVersion,
      at,
      effects: rewritten(commit['effects'], () => ({ id: randomUUIDv7(), due_at: at })),
      events: rewritten(commit['events'], () => ({ id: randomUUIDv7(), occurred_at: at, due_at: at })),
      taskOpened: rewritten(commit['taskOpened'], () => ({ id: randomUUIDv7() })),
      remembered: rewritten(commit['remembered'], () => ({ key }))
    }
  }
}

function rewritten (list: unknown, fresh: () => object): string {
  return JSON.stringify((JSON.parse(list as string) as object[]).map((item) => ({ ...item, ...fresh() })))
}
