import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DomainError } from '../../../machines/order/order-errors.ts'
import { claimReviewTask, releaseLease, renewLease } from '../../orders/review/review-tasks.ts'
import type { ApiDeps } from '../api-deps.ts'
import { emptyBody } from '../empty-body.ts'
import { rolesFor } from '../identity/roles-for.ts'
import { LeaseToken } from '../schemas/command-schemas.ts'
import { idInPath } from '../schemas/id-in-path.ts'
import { LeaseRef, ReviewTaskRef } from '../schemas/refs.ts'

const params = Type.Object({ taskId: Type.String({ description: 'Id of the review task, a UUID' }) })
const WithToken = Type.Object({ leaseToken: LeaseToken }, { additionalProperties: false })
const common = { tags: ['review'], params }

const claim = {
  ...common,
  operationId: 'claimReviewTask',
  summary: 'Claim a review task',
  description: 'Yours alone until the lease expires; claiming your own again gives a new lease.',
  body: Type.Object({}, { additionalProperties: false, description: 'May be left out' }),
  response: { 200: LeaseRef }
}
const renew = {
  ...common, operationId: 'renewReviewTask', summary: 'Renew the lease', body: WithToken, response: { 200: LeaseRef }
}
const release = {
  ...common, operationId: 'releaseReviewTask', summary: 'Give a review task back', body: WithToken, response: { 200: ReviewTaskRef }
}

export const holdReviewTask: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  const config = { roles: rolesFor('pass'), refusals: [409] }
  app.post('/review-tasks/:taskId/claim', { schema: claim, config, preValidation: emptyBody }, async ({ params, identity: { subject: id, role } }) =>
    await claimReviewTask(deps, taskIdOf(params), { id, role }))
  app.post('/review-tasks/:taskId/renew', { schema: renew, config }, async ({ params, body: { leaseToken }, identity: { subject: id, role } }) =>
    await renewLease(deps, taskIdOf(params), leaseToken.toLowerCase(), { id, role }))
  app.post('/review-tasks/:taskId/release', { schema: release, config }, async ({ params, body: { leaseToken }, identity: { subject: id, role } }) =>
    await releaseLease(deps, taskIdOf(params), leaseToken.toLowerCase(), { id, role }))
}

function taskIdOf ({ taskId }: { taskId: string }): string {
  return idInPath(taskId, () => new DomainError('review_task_not_found', 'There is no such review task.'))
}
