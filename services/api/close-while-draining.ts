import type { FastifyInstance } from 'fastify'

/**
 * A process that is to end takes leave of each client with an answer: this connection is closed, the next one goes to
 * another process. Otherwise a client could send its next request just as we close the connection under it.
 */
export function closeWhileDraining (app: FastifyInstance, isOpen: () => boolean): void {
  app.addHook('onSend', async (_, reply) => {
    if (!isOpen()) reply.header('connection', 'close')
  })
}
