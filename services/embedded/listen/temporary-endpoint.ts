import type { EndpointWithSecret } from '../../webhooks/endpoints/create-endpoint.ts'
import type { EndpointView } from '../../webhooks/endpoints/endpoint-view.ts'
import { findProcess } from '../find-process.ts'
import { ApiRefusal, type ApiClient } from '../people/api-client.ts'
import type { Wishes } from './read-wishes.ts'

/** Names the process that it belongs to: a process id alone may be somebody else's by now. */
const DESCRIPTION = /^npm run listen \(process (\d+), started (.+)\)$/

/** Has Beian send to us until it is removed. */
export async function createTemporaryEndpoint (
  api: ApiClient, url: string, { account, events, provinces, personal }: Wishes
): Promise<EndpointWithSecret> {
  const description = `npm run listen (process ${process.pid}, started ${findProcess(process.pid)?.started ?? 'unknown'})`
  try {
    return await api('/v1/webhook-endpoints', {
      method: 'POST',
      body: { url, description, eventTypes: events, provinces, personalData: personal, ...account !== null && { accountId: account } }
    })
  } catch (error) {
    if (!(error instanceof ApiRefusal) || !error.message.includes('url: ')) throw error
    throw new Error(`${error.message}\nBeian must be allowed to send to this machine: EGRESS_ALLOW=127.0.0.1, or leave it out`)
  }
}

export async function removeTemporaryEndpoint (api: ApiClient, id: string): Promise<void> {
  try {
    await api(`/v1/webhook-endpoints/${id}`, { method: 'DELETE' })
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.status !== 404) throw error // gone is gone
  }
}

/** Those whose listener was killed. Answers how many there were. */
export async function removeForsakenEndpoints (api: ApiClient): Promise<number> {
  const forsaken = (await findAll(api)).filter(({ description }) => {
    const [, pid, started] = DESCRIPTION.exec(description) ?? []
    return pid !== undefined && findProcess(Number(pid))?.started !== started
  })
  for (const { id } of forsaken) await removeTemporaryEndpoint(api, id)
  return forsaken.length
}

async function findAll (api: ApiClient): Promise<EndpointView[]> {
  const found: EndpointView[] = []
  let cursor: string | null = null
  do {
    const page: { data: EndpointView[], nextCursor: string | null } =
      await api(`/v1/webhook-endpoints?limit=100${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)
    found.push(...page.data)
    cursor = page.nextCursor
  } while (cursor !== null)
  return found
}
