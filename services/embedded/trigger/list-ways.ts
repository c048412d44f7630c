import { EVENT_TYPES } from '../../orders/events/event-catalogue.ts'
import { padColumns } from '../terminal/pad-columns.ts'
import { WAYS, type Way } from './ways.ts'

/** Every event of the catalogue: how it is made to happen, or why it is not. */
export function listWays (): string {
  return EVENT_TYPES.map((type) => `  ${padColumns(type, 29)}${describe(WAYS[type])}`).join('\n')
}

function describe (way: Way): string {
  if ('cannot' in way) return `cannot be triggered: ${way.cannot}`
  return way.how + (way.movesClockByDays === undefined ? '' : ' (--move-clock)')
}
