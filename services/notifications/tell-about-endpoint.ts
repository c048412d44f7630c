import type { Kysely } from 'kysely'
import type { EndpointTemplate } from './message-templates.ts'
import type { NotificationsDatabase } from './notification-tables.ts'
import type { NotificationsDeps } from './notifications-deps.ts'
import { tellAccount } from './tell-account.ts'

type EndpointNotice = { occasion: string, template: EndpointTemplate, endpointId: string, accountId: string | null, url: string }

/** Tells of a webhook endpoint, in the commit of what happened to it: its account, or the admins when it is the provider's own. */
export async function tellAboutEndpoint (
  db: Kysely<NotificationsDatabase>, deps: NotificationsDeps, { occasion, template, endpointId, accountId, url }: EndpointNotice
): Promise<void> {
  await tellAccount(db, deps, {
    occasion: `endpoint:${endpointId}:${occasion}`, template, accountId, parameters: { url: withoutQuery(url), webhookEndpointId: endpointId }
  })
}

/** What stands behind the question mark is often a secret. */
function withoutQuery (url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}
