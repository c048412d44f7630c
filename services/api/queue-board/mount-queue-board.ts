import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { FastifyAdapter } from '@bull-board/fastify'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import type { Logger } from '../../platform/logger.ts'
import type { Queues } from '../../platform/queue.ts'
import { QUEUE_NAMES } from '../../platform/queue/queue-names.ts'
import type { IdentityVerifier } from '../identity/identity.ts'
import { answerProblem } from '../problems/answer-problems.ts'
import { RequestError } from '../problems/request-error.ts'
import { admitAdmin } from './admit-admin.ts'
import { signIn } from './sign-in.ts'

type Deps = { identity: IdentityVerifier, reachQueues: () => Promise<Queues>, log: Logger }

export const BOARD = '/queues'

/**
 * The queues to look at, for admins. Nothing can be changed here: the tables decide what is queued, and a failed effect is
 * tried again through the API, where it is on record.
 */
export async function mountQueueBoard (app: FastifyInstance, { identity, reachQueues, log }: Deps): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(cookie)
    await scope.register(formbody)
    await scope.register(signIn, { identity })
    await scope.register(async (board) => {
      admitAdmin(board, identity, log)
      const open = createBoard(log)
      board.addHook('preHandler', async (request, reply) => {
        if (request.method !== 'GET') return answerProblem(ONLY_SHOWS, request, reply, log)
        await open.showQueues(reachQueues)
      })
      // whatever fails in the board is a queue that does not answer; its own types know no 503
      board.addHook('onSend', async (_, reply) => { if (reply.statusCode === 500) reply.code(503) })
      await board.register(open.plugin)
    })
  }, { prefix: BOARD })
}

const ONLY_SHOWS = new RequestError('method_not_allowed', 'This only shows: use the API.', { headers: { allow: 'GET' } })

function createBoard (log: Logger) {
  const adapter = new FastifyAdapter().setBasePath(BOARD)
  const board = createBullBoard({
    queues: [],
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Beian', hideRedisDetails: false, miscLinks: [{ text: 'API', url: '/docs' }] } }
  })
  adapter.setErrorHandler((err) => {
    log.warn({ err }, 'the queues do not answer their board')
    return { status: 500, body: { error: { key: 'ERRORS.INTERNAL_SERVER_ERROR' }, message: 'The queue does not answer: see /readyz.' } }
  })
  let shown: Queues | null = null
  return {
    plugin: adapter.registerPlugin(),
    /** Shown once they can be reached; until then the board is there and empty. */
    async showQueues (reachQueues: () => Promise<Queues>) {
      try {
        const queues = await reachQueues()
        if (queues === shown) return
        shown = queues
        board.setQueues(QUEUE_NAMES.map((name) => new BullMQAdapter(queues.queue(name), { readOnlyMode: true })))
      } catch (error) {
        log.warn({ err: error }, 'the queues cannot be reached: their board stays as it is')
      }
    }
  }
}
