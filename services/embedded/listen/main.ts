import { once } from 'node:events'
import { findRunning } from '../find-running.ts'
import { createApiClient, type ApiClient } from '../people/api-client.ts'
import { readSettings } from '../read-settings.ts'
import { paint } from '../terminal/paint.ts'
import { answerDeliveries } from './answer-deliveries.ts'
import { printListening } from './print-listening.ts'
import { readWishes, type Wishes } from './read-wishes.ts'
import { receiveDeliveries } from './receive-deliveries.ts'
import { createTemporaryEndpoint, removeForsakenEndpoints, removeTemporaryEndpoint } from './temporary-endpoint.ts'
import { watchService } from './watch-service.ts'

/** A listener may be left alone for long. */
const TOKEN_SECONDS = 30 * 24 * 60 * 60

const stopped = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopped.abort())

try {
  await listen(readWishes(process.argv.slice(2)))
} catch (error) {
  console.error(`${paint('red', 'listen:')} ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

/** Until somebody ends it; the endpoint ends with it. */
async function listen (wishes: Wishes): Promise<void> {
  const beian = await findRunning(readSettings(process.env).dataDir)
  const api = createApiClient(beian.url, await beian.token({ role: 'admin', sub: 'listen', ttlSeconds: TOKEN_SECONDS }))
  const forsaken = await removeForsakenEndpoints(api)
  if (forsaken > 0) say(`removed ${forsaken} that a killed listener had left`)
  const { promise: secret, resolve: tellSecret } = Promise.withResolvers<string>()
  const receiver = await receiveDeliveries(answerDeliveries({ ...wishes, secret, say }))
  try {
    const endpoint = await createTemporaryEndpoint(api, receiver.url, wishes)
    printListening(wishes, endpoint, beian.url)
    tellSecret(endpoint.secret)
    const watching = watchService(beian.url, say, stopped.signal)
    if (!stopped.signal.aborted) await once(stopped.signal, 'abort')
    await watching
    await end(api, endpoint.id)
  } finally {
    await receiver.close()
  }
}

async function end (api: ApiClient, endpointId: string): Promise<void> {
  try {
    await removeTemporaryEndpoint(api, endpointId)
    say('stopped; the endpoint is removed')
  } catch (error) {
    throw new Error(`the endpoint ${endpointId} could not be removed, the next listener will do it: ${String(error)}`)
  }
}

function say (line: string): void {
  console.log(`${paint('dim', new Date().toTimeString().slice(0, 8))}  ${line}`)
}
