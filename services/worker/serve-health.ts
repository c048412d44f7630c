import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'
import type { Readiness } from '../platform/readiness.ts'

export type HealthServer = { port: number, close (): Promise<void> }

type Options = { host: string, port: number, registry: Registry, readiness: () => Promise<Readiness[]> }

/** The three addresses that a worker answers: the same as those of the api. */
export async function serveHealth ({ host, port, registry, readiness }: Options): Promise<HealthServer> {
  const answers: Record<string, (response: ServerResponse) => Promise<void>> = {
    '/healthz': async (response) => sendJson(response, 200, { status: 'ok' }),
    '/readyz': async (response) => {
      const checks = await readiness()
      const ready = checks.every(({ ok }) => ok)
      sendJson(response, ready ? 200 : 503, { ready, checks })
    },
    '/metrics': async (response) => {
      response.setHeader('content-type', registry.contentType)
      response.end(await registry.metrics())
    }
  }
  const server = createServer((request, response) => {
    const answer = answers[request.url?.split('?')[0] ?? '']
    if (!answer) return sendJson(response, 404, { answers: Object.keys(answers) })
    answer(response).catch(() => sendJson(response, 500, { status: 'the log of the worker says what happened' }))
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async close () {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}

function sendJson (response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
