import type { Scene } from './scene.ts'

/** In one go it could take longer than a request may. */
const STEP_DAYS = 5

/** Moves the test clock of the service, for everything that lives on it. */
export async function letTimePass ({ people: { admin }, tell }: Scene, days: number): Promise<void> {
  tell(`the test clock is moved by ${days} days; what falls due in them happens to every order`)
  for (let left = days; left > 0; left -= STEP_DAYS) {
    await admin('/v1/test-clock', { method: 'POST', body: { advance: `P${Math.min(left, STEP_DAYS)}D` } })
  }
}
