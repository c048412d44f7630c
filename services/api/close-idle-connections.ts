import type { FastifyInstance } from 'fastify'

const LOOK_EVERY_MS = 50

/**
 * Closing ends when the last connection does. A client that keeps its connection alive (they all do) would hold the
 * process for over a minute after its answer: Node looks for idle ones only once, when closing begins.
 */
export function closeIdleConnections (app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    const timer = setInterval(() => app.server.closeIdleConnections(), LOOK_EVERY_MS)
    app.server.once('close', () => clearInterval(timer))
    timer.unref()
  })
}
