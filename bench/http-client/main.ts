import { randomUUID } from 'node:crypto'
import { measureRound } from '../load.ts'
import { ordersOf } from '../orders-of.ts'
import { serveRounds } from '../serve-rounds.ts'
import { openHttpConnection, type HttpConnection } from './http-connection.ts'

export type HttpTask = {
  connections: number
  url: string
  token: string
  orderIds: string[]
  what: 'commands' | 'commands with a key' | 'reads'
}

serveRounds<HttpTask>(async ({ url, token, orderIds, what, connections: count }) => {
  const { host } = new URL(url)
  const connections = await Promise.all(Array.from({ length: count }, async () => await openHttpConnection(new URL(url))))
  const headers = `Host: ${host}\r\nAuthorization: Bearer ${token}\r\n`
  const key = () => what === 'commands with a key' ? `Idempotency-Key: ${randomUUID()}\r\n` : ''
  const get = (path: string) => `GET ${path} HTTP/1.1\r\n${headers}\r\n`
  const post = (path: string) => `POST ${path} HTTP/1.1\r\n${headers}${key()}Content-Length: 0\r\n\r\n`

  const visit = (connection: HttpConnection, order: string) => what === 'reads'
    ? [() => connection.send(get(order))]
    : [() => connection.send(post(`${order}/submit`)), () => connection.send(post(`${order}/withdraw`))]

  return {
    run: async (round) => await measureRound(round, count, (index, nth) => {
      const mine = ordersOf(orderIds, index, count)
      return visit(connections[index]!, `/v1/orders/${mine[nth % mine.length]}`)
    }),
    close: async () => { for (const connection of connections) connection.close() }
  }
})
