import type { FastifyInstance } from 'fastify'
import type { Text } from '../../machines/order/order-events.ts'
import { requestInvalid } from './problems/request-error.ts'

/** A key promises an answer that is remembered. Where none is, silence would be a false promise (docs/adr/0012). */
export function refuseIdempotencyKey (app: FastifyInstance): void {
  app.addHook('preValidation', async ({ method, headers, routeOptions: { schema, url = '' } }) => {
    if (method !== 'POST' || headers['idempotency-key'] === undefined) return
    const { properties = {} } = (schema?.headers ?? {}) as { properties?: object }
    if (Object.keys(properties).some((name) => name.toLowerCase() === 'idempotency-key')) return
    throw requestInvalid('Idempotency-Key', 'NOT_SUPPORTED_HERE', url.includes('/review-tasks') ? LEASES : OTHERS)
  })
}

const LEASES: Text = {
  zh: '该接口不记录答复，请去掉此请求头。领取可重复：再次领取自己的任务会得到新的领取凭证；领取下一个之后未收到答复的，以 GET /v1/review-tasks?state=claimed&assignee=本人 查找后再次领取',
  en: 'is not kept here: leave it out. A claim is safe to repeat, claiming your own task again answers its lease anew; after a claim-next without an answer find your task with GET /v1/review-tasks?state=claimed&assignee=<you> and claim it again'
}

const OTHERS: Text = {
  zh: '该接口不记录答复，请去掉此请求头；重复调用的效果见接口文档中该接口的说明',
  en: 'is not kept here: leave it out; what it means to ask again is in the description of the endpoint at /docs'
}
