import { decide, type EndpointSnapshot } from '../decide.ts'
import { EndpointRefused } from '../endpoint-errors.ts'
import type { EndpointEvent } from '../endpoint-events.ts'

/** What comes of an event, in a line: the next state and what is asked of the world; `ignored`, or why it is refused. */
export function outcomeOf (endpoint: EndpointSnapshot, event: EndpointEvent): string {
  try {
    const { next, effects, ignored } = decide(endpoint, event)
    const asks = effects.map(({ type, ...more }) => [type, ...Object.values(more)].join(' '))
    return ignored ? 'ignored' : [next.state, ...asks].join(', ')
  } catch (error) {
    if (!(error instanceof EndpointRefused)) throw error
    return `refused: ${(error.details['endpointReasons'] as Array<{ code: string }>).map(({ code }) => code).join()}`
  }
}
