import { isDeepStrictEqual } from 'node:util'
import type { OrderSnapshot } from '../../../machines/order/decide.ts'
import { isRequest } from '../../../machines/order/order-events.ts'
import { doForReal, type Walker } from './do-for-real.ts'
import type { Foreseen } from './explore.ts'

export type Surprise = { from: string, event: string, what: unknown, instead: unknown }

/** Does it, and compares what came of it with what the chart foresees: state, context, version, history. */
export async function takeStep (walker: Walker, before: OrderSnapshot, step: Foreseen): Promise<Surprise[]> {
  const was = await look(walker)
  const answer = await doForReal(walker, step)
  const is = await look(walker)
  const foreseen = foresee(before, step, was, answer === 'fired' ? is.version : undefined)
  const found = { answer, ...is }
  return isDeepStrictEqual(found, foreseen) ? [] : [{ from: before.state, event: step.name, what: found, instead: foreseen }]
}

function foresee (before: OrderSnapshot, { event, next }: Foreseen, was: Look, firedTo?: number): Look & { answer: unknown } {
  const isRefused = isRequest(event) && next === null
  if (isRefused) return { answer: 409, ...was }
  const { state, context } = next ?? before
  const type = firedTo === undefined ? event.type : event.type.split('.')[2]!.toLowerCase()
  return {
    answer: isRequest(event) ? 200 : firedTo === undefined ? 'recorded' : 'fired',
    state,
    version: firedTo ?? was.version + 1,
    context: shown(context),
    last: { version: firedTo ?? was.version + 1, event_type: type, from_state: before.state, to_state: state, ignored: next === null }
  }
}

type Look = Awaited<ReturnType<typeof look>>

async function look ({ api: { deps: { db } }, id }: Walker) {
  const { state, version, context } = await db.selectFrom('filing_order').select(['state', 'version', 'context']).where('id', '=', id).executeTakeFirstOrThrow()
  const last = await db.selectFrom('order_history').select(['version', 'event_type', 'from_state', 'to_state', 'ignored'])
    .where('order_id', '=', id).orderBy('version', 'desc').limit(1).executeTakeFirstOrThrow()
  return { state, version, context: shown(context), last: { ...last } }
}

/** What does not differ by the content of the order or the moment. */
function shown ({ contentHash, reviewedHash, decision, policy: _, createdAt: __, ...context }: OrderSnapshot['context']) {
  return { ...context, edited: contentHash !== reviewedHash, wasReviewed: reviewedHash !== null, decidedBy: decision?.by ?? null }
}
