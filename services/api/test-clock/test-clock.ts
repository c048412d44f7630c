/** Time that can be moved, with everything that falls due on the way. */
export type TestClock = {
  now: () => Date
  /** Never back. Answers where the clock stands and how many deadlines fired. */
  advance (to: Date): Promise<{ now: Date, fired: number }>
}
