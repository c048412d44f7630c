/**
 * A place at which tests kill the process with SIGKILL, to see that a crash there loses and doubles nothing. Outside of
 * tests it does nothing. Not in config.ts, as it is no setting: only tests/journeys sets it.
 */
export function crashPoint (name: CrashPoint): void {
  if (process.env.BEIAN_CRASH_AT !== name) return
  process.kill(process.pid, 'SIGKILL')
  for (;;);
}

export const CRASH_POINTS = {
  api: ['before_commit', 'after_commit'],
  worker: [
    'after_enqueue', 'after_submission_queued', 'after_seal', 'before_upload', 'after_upload', 'after_settle', 'after_report',
    'after_file_stored', 'after_acknowledge', 'between_outcomes'
  ]
} as const

export type CrashPoint = (typeof CRASH_POINTS)[keyof typeof CRASH_POINTS][number]
