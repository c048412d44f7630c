import { DEFAULT_PACE, type SimulatorOptions } from '../simulator-options.ts'
import type { Settings } from './bureau-state.ts'

/** What holds until the control API changes it. */
export function createSettings (options: Omit<SimulatorOptions, 'accounts'>): Settings {
  return {
    clockOffsetMs: 0,
    smsAfterMs: options.smsAfterMs ?? DEFAULT_PACE.smsAfterMs,
    reviewAfterMs: options.reviewAfterMs ?? DEFAULT_PACE.reviewAfterMs,
    checkAfterMs: options.checkAfterMs ?? DEFAULT_PACE.checkAfterMs,
    repeatedNumber: options.repeatedNumber ?? 'answer_999'
  }
}
