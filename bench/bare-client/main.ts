import pg from 'pg'
import type { Commands, Values } from '../capture-commands.ts'
import type { Statement } from '../describe-statement.ts'
import { measureRound, type Visit } from '../load.ts'
import { ordersOf } from '../orders-of.ts'
import { serveRounds } from '../serve-rounds.ts'
import { freshCommand } from './fresh-command.ts'

export type BareTask = {
  connections: number
  databaseUrl: string
  orderIds: string[]
  what: { commands: Commands } | { read: Statement }
}

serveRounds<BareTask>(async ({ databaseUrl, orderIds, what, connections: count }) => {
  const clients = await Promise.all(Array.from({ length: count }, async () => await connect(databaseUrl)))
  const versions = await readVersions(clients[0]!)

  const command = async (client: pg.Client, orderId: string, name: 'submit' | 'withdraw', { read, commit, ...captured }: Commands) => {
    const version = versions.get(orderId)!
    const values = freshCommand(captured[name], orderId, version)
    await send(client, read, values.read)
    await send(client, commit, values.commit)
    versions.set(orderId, version + 1)
  }
  const visit = (client: pg.Client, orderId: string): Visit => 'read' in what
    ? [async () => await send(client, what.read, { orderId })]
    : [
        async () => await command(client, orderId, 'submit', what.commands),
        async () => await command(client, orderId, 'withdraw', what.commands)
      ]

  return {
    run: async (round) => await measureRound(round, count, (index, nth) => {
      const mine = ordersOf(orderIds, index, count)
      return visit(clients[index]!, mine[nth % mine.length]!)
    }),
    close: async () => { await Promise.all(clients.map(async (client) => await client.end())) }
  }
})

async function connect (databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'beian bench' })
  await client.connect()
  return client
}

/** Each of the three statements answers one row: an update that found nothing would flatter the rate. */
async function send (client: pg.Client, { name, text, values }: Statement, given: Values): Promise<void> {
  const { rowCount } = await client.query({ name, text, values: values.map((value) => given[value]) })
  if (rowCount !== 1) throw new Error(`${name} met ${rowCount} rows`)
}

async function readVersions (client: pg.Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ id: string, version: number }>('select id, version from filing_order')
  return new Map(rows.map(({ id, version }) => [id, version]))
}
