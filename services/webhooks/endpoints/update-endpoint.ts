import { randomUUIDv7 } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import type { EndpointSettings } from './endpoint-settings.ts'
import type { EndpointView } from './endpoint-view.ts'
import { findEndpoint } from './find-endpoints.ts'
import { lockEndpoint, refuseOtherVersion, type EndpointRow, type EndpointScope } from './lock-endpoint.ts'
import { moveEndpoint } from './move-endpoint.ts'

export type EndpointChange = EndpointScope & {
  ifVersion: number
  change: Partial<EndpointSettings>
  /** Looks at the endpoint as it is, and throws when this caller may not change it so. */
  refuse?: (before: EndpointSettings) => void
}

/**
 * Changes what its owner decides; a change that changes nothing makes no version. At a new address consent is asked again.
 * @throws DomainError webhook_endpoint_not_found, version_mismatch
 */
export async function updateEndpoint (
  deps: WebhooksDeps, endpointId: string, { accountId, ifVersion, change, refuse }: EndpointChange
): Promise<EndpointView> {
  const scope = accountId === undefined ? {} : { accountId }
  const updated = await deps.db.transaction().execute(async (trx) => {
    const row = await lockEndpoint(trx, endpointId, scope)
    const before = settingsOf(row)
    const after = { ...before, ...change }
    refuse?.(before)
    refuseOtherVersion(row, ifVersion)
    if (!isDeepStrictEqual(before, after)) {
      const saved = await trx.updateTable('webhook_endpoint').set({
        url: after.url,
        description: after.description,
        event_types: after.eventTypes,
        provinces: after.provinces,
        personal_data: after.personalData,
        max_per_second: after.maxPerSecond,
        ...after.url !== before.url && { paused_until: null }, // it was the old address that asked for a pause
        version: row.version + 1,
        updated_at: deps.now()
      }).where('id', '=', endpointId).returningAll().executeTakeFirstOrThrow()
      const at = deps.now().toISOString()
      if (after.url !== before.url) await moveEndpoint(trx, deps, saved, { type: 'url_changed', at, consentId: randomUUIDv7() })
    }
    return await findEndpoint({ db: trx, now: deps.now }, endpointId)
  })
  deps.wakeRelay()
  return updated
}

function settingsOf (row: EndpointRow): EndpointSettings {
  return {
    url: row.url,
    description: row.description,
    eventTypes: row.event_types,
    provinces: row.provinces,
    personalData: row.personal_data,
    maxPerSecond: row.max_per_second
  }
}
