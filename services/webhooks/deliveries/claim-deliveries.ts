import { sql } from 'kysely'
import { prepare } from '../../platform/prepared.ts'
import { findLiveSecrets } from '../endpoints/find-live-secrets.ts'
import type { SigningKey } from '../endpoints/signing-key.ts'
import type { WebhookEndpointTable } from '../webhook-tables.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import { withoutPersons } from './without-persons.ts'

export type ClaimedDelivery = {
  id: string
  endpointId: string
  endpointState: WebhookEndpointTable['state']
  url: string
  purpose: 'event' | 'verification' | 'test'
  messageId: string
  /** The endpoint has persons named to it. */
  personalData: boolean
  /** The text that is signed and sent. */
  body: string
  /** Before this one: since it was last begun, and of its whole life. */
  tries: number
  attempts: number
  secrets: SigningKey[]
}

type Row = Omit<ClaimedDelivery, 'body' | 'secrets'> & { body: Buffer }

/**
 * Takes queued deliveries for sending, each once whoever asks: a job that runs twice finds nothing the second time. Null for what
 * was held, withdrawn or taken by another meanwhile, or speaks of an order that was erased: its text is written anew first.
 */
export async function claimDeliveries (deps: Pick<WebhooksDeps, 'db' | 'sealing' | 'now'>, ids: string[]): Promise<Array<ClaimedDelivery | null>> {
  const { db, sealing } = deps
  const rows = await beginSending(db, { ids })
  const secrets = await findLiveSecrets(db, deps, [...new Set(rows.map(({ endpointId }) => endpointId))]).catch(async (error: unknown) => {
    await handBack(deps, rows.map(({ id }) => id))
    throw error
  })
  const claimed = new Map(rows.map((row) => [row.id, {
    ...row, body: textFor(row, sealing.unsealBytes(row.body, row.id).toString()), secrets: secrets.get(row.endpointId)!
  }]))
  return ids.map((id) => {
    const delivery = claimed.get(id) ?? null
    claimed.delete(id) // two jobs of one process may ask for it in the same breath, and one of them gets it
    return delivery
  })
}

const beginSending = prepare<{ ids: string[] }, Row>('begin_sending_webhooks', ({ ids }) => sql`
  with d as materialized ( -- locked, and with that as it is now: it may have been held or erased since this statement began
    select d.* from webhook_flight f join webhook_delivery d on d.id = f.delivery_id
    where f.delivery_id = any(${ids}::uuid[]) and f.sending_since is null
      and d.state not in ('held', 'delivered', 'failed', 'discarded') -- and not = 'pending', of which PostgreSQL has indexes that serve badly here
    for no key update of d)
  update webhook_flight f set sending_since = clock_timestamp()
  from d, webhook_endpoint e
  where f.delivery_id = d.id and f.sending_since is null and e.id = d.endpoint_id
    and (d.purpose <> 'event' or e.state in ('active', 'failing'))
    and (d.erased_at is not null or not exists (select from published_event p where p.id = d.message_id and p.erased_at is not null))
  returning d.id, d.endpoint_id as "endpointId", e.state as "endpointState", e.url, e.personal_data as "personalData", d.purpose,
    d.message_id as "messageId", d.body, d.tries, d.attempts`)

/** The endpoint may have had persons named to it when this was written, and not any more: nobody reads them at its new address. */
function textFor ({ personalData }: Row, text: string): string {
  return personalData || !text.includes('"personal":') ? text : JSON.stringify(withoutPersons(text))
}

/** They were not sent after all: whoever is asked next tries at once, and it counts as no try. */
export async function handBack ({ db }: Pick<WebhooksDeps, 'db'>, ids: string[]): Promise<void> {
  await db.deleteFrom('webhook_flight').where('delivery_id', 'in', ids).where('sending_since', 'is not', null).execute()
}
