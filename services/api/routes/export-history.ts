import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { exportHistory as exportRows, type HistoryExport } from '../../orders/history/export-history.ts'
import { exportHistoryCsv } from '../../orders/history/export-history-csv.ts'
import { findOrderFor } from '../../orders/find-orders.ts'
import type { ApiDeps } from '../api-deps.ts'
import { readerOf } from '../identity/reader-of.ts'
import { recordStaffReading } from '../identity/record-staff-reading.ts'
import { OrderParams, orderIdOf } from '../schemas/command-schemas.ts'
import { HistoryExportSchema, TO_THE_OTHER_ACCOUNT } from '../schemas/history-schema.ts'

const described = {
  tags: ['orders'],
  params: OrderParams,
  description: 'The whole history in one file, first to last. Values of personal fields are masked unless you may see them in clear. ' + TO_THE_OTHER_ACCOUNT
}

const asJson = {
  ...described,
  operationId: 'exportOrderHistoryAsJson',
  summary: 'Download the history of an order as JSON',
  response: { 200: HistoryExportSchema }
}

const asCsv = {
  ...described,
  operationId: 'exportOrderHistoryAsCsv',
  summary: 'Download the history of an order as CSV',
  response: {
    200: {
      description: 'RFC 4180 with a header line, in UTF-8 with its mark; a cell that begins like a formula has an apostrophe before it',
      content: { 'text/csv': { schema: Type.String() } }
    }
  }
}

export const exportHistory: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.get('/orders/:orderId/history.json', { schema: asJson }, async (request, reply) => await download(deps, request, reply, 'json'))
  app.get('/orders/:orderId/history.csv', { schema: asCsv }, async (request, reply) => {
    const { rows } = await download(deps, request, reply, 'csv')
    return await reply.type('text/csv; charset=utf-8; header=present').send(exportHistoryCsv(rows))
  })
}

type Asked = FastifyRequest<{ Params: { orderId: string } }>

/** For whom the list is, and as the list: staff who read in clear are put on record. */
async function download (deps: ApiDeps, request: Asked, reply: FastifyReply, extension: 'json' | 'csv'): Promise<HistoryExport> {
  const { identity } = request
  const { order, actor } = await findOrderFor(deps, orderIdOf(request), readerOf(identity))
  await recordStaffReading(deps, order.id, identity)
  reply.header('content-disposition', `attachment; filename="${order.number}-history.${extension}"`)
  return await exportRows(deps, order, actor.role)
}
