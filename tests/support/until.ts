import { setTimeout as delay } from 'node:timers/promises'

/** Far more than anything takes: other tests have the same cores. */
const PATIENCE_MS = 90_000

export type UntilOptions = {
  timeoutMs?: number
  everyMs?: number
  /** What the message names when the time is over; the condition's source when left out. */
  description?: string
}

/** Waits until the condition answers something truthy, and answers that. What it throws counts as not yet. */
export async function until<T> (condition: () => T | Promise<T>, options: UntilOptions = {}): Promise<NonNullable<T>> {
  const { timeoutMs = PATIENCE_MS, everyMs = 20, description = condition.toString().replace(/\s+/g, ' ') } = options
  const giveUpAt = performance.now() + timeoutMs
  for (;;) {
    const { answer, error } = await ask(condition)
    if (answer) return answer
    if (performance.now() >= giveUpAt) {
      throw new Error(`waited ${timeoutMs} ms in vain until: ${description}`, { cause: error })
    }
    await delay(everyMs)
  }
}

async function ask<T> (condition: () => T | Promise<T>): Promise<{ answer?: T, error?: unknown }> {
  try {
    return { answer: await condition() }
  } catch (error) {
    return { error }
  }
}
