import type { WebhooksDeps } from '../webhooks-deps.ts'
import { moveEndpoint } from './move-endpoint.ts'

const LOOK_UP = 100

type DueTimer = { endpoint_id: string, name: string, due_at: Date }

/**
 * Fires deadlines that are due, those due longest first, each at the moment it was due. Answers how many it fired; several workers
 * may look at once. One that cannot be fired is logged, and holds up no other.
 */
export async function fireEndpointTimers (deps: WebhooksDeps): Promise<number> {
  const due: DueTimer[] = await deps.db.selectFrom('webhook_endpoint_timer').selectAll()
    .where('due_at', '<=', deps.now()).orderBy('due_at').limit(LOOK_UP).execute()
  let fired = 0
  for (const timer of due) {
    try {
      if (await fire(deps, timer)) fired++
    } catch (err) {
      deps.log.error({ err, endpointId: timer.endpoint_id, timer: timer.name }, 'a deadline of a webhook endpoint could not be fired')
    }
  }
  if (fired > 0) deps.wakeRelay()
  return fired
}

/** The next moment at which a deadline falls due, after `now` or before it. */
export async function nextEndpointTimer ({ db }: Pick<WebhooksDeps, 'db'>): Promise<Date | null> {
  const row = await db.selectFrom('webhook_endpoint_timer').select(({ fn }) => fn.min('due_at').as('due_at')).executeTakeFirst()
  return row?.due_at ?? null
}

/** How many are due and have not fired. */
export async function countDueEndpointTimers ({ db, now }: Pick<WebhooksDeps, 'db' | 'now'>): Promise<number> {
  const { count } = await db.selectFrom('webhook_endpoint_timer').select(({ fn }) => fn.countAll<string>().as('count'))
    .where('due_at', '<=', now()).executeTakeFirstOrThrow()
  return Number(count)
}

/** Whoever has the endpoint now is passed by: if it was another worker, the deadline has fired; if not, it will at the next look. */
async function fire (deps: WebhooksDeps, { endpoint_id: endpointId, name, due_at: dueAt }: DueTimer): Promise<boolean> {
  return await deps.db.transaction().execute(async (trx) => {
    const endpoint = await trx.selectFrom('webhook_endpoint').selectAll().where('id', '=', endpointId)
      .forUpdate().skipLocked().executeTakeFirst()
    const isSet = endpoint && await trx.selectFrom('webhook_endpoint_timer').select('name')
      .where('endpoint_id', '=', endpointId).where('name', '=', name).where('due_at', '=', dueAt).executeTakeFirst()
    if (!isSet) return false
    await moveEndpoint(trx, deps, endpoint, { type: 'timer', name, at: dueAt.toISOString() })
    return true
  })
}
