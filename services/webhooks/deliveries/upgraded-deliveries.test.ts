import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql, type Kysely } from 'kysely'
import t, { type Test } from 'tap'
import { createTestDatabase } from '../../../tests/support/database.ts'
import { TEST_FOLDER } from '../../../tests/support/servers.ts'
import { migrateToLatest } from '../../platform/migrate.ts'
import { connectPostgres } from '../../platform/postgres.ts'

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url))

/** A database as the release before had it. */
async function givenSchemaUpTo (t: Test, last: string): Promise<{ url: string, db: Kysely<unknown> }> {
  const { url } = await createTestDatabase(t, 'empty')
  const folder = await mkdtemp(join(TEST_FOLDER, 'migrations-')) // below the checkout, so that a migration finds kysely
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const names = (await readdir(MIGRATIONS)).filter((name) => /^\d{4}-.*\.ts$/.test(name) && name <= last)
  for (const name of names) await cp(join(MIGRATIONS, name), join(folder, name))
  await migrateToLatest(url, folder)
  const db = connectPostgres<unknown>({ url })
  t.after(async () => await db.destroy())
  return { url, db }
}

async function givenEndpoint (db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into webhook_endpoint (id, created_by, url, description, event_types, provinces, personal_data, state, context, machine_version,
      version, created_at, updated_at)
    values (gen_random_uuid(), '', 'https://example.com', '', '{}', '{}', false, 'active', '{}', 1, 1, now(), now())`.execute(db)
}

t.test('what the release before had given to the queue is sent by this one', async (t) => {
  const { url, db } = await givenSchemaUpTo(t, '0009-forgotten-events.ts')
  const states = ['held', 'pending', 'queued', 'sending', 'delivered', 'failed', 'discarded']
  await givenEndpoint(db)
  await sql`
    insert into webhook_delivery (id, endpoint_id, purpose, message_id, event_type, stream, sequence, body, state, tries, attempts,
      created_at, due_at, queued_at)
    select gen_random_uuid(), id, 'event', gen_random_uuid(), 'order.submitted', s, 1, '', s, 0, 0, now(), now(), now()
    from webhook_endpoint, unnest(${states}::text[]) s`.execute(db)
  await migrateToLatest(url)
  const { rows } = await sql<{ stream: string, state: string }>`select stream, state from webhook_delivery`.execute(db)
  const became = Object.fromEntries(rows.map(({ stream, state }) => [stream, state]))
  t.strictSame(states.map((state) => became[state]), ['held', 'pending', 'pending', 'pending', 'delivered', 'failed', 'discarded'])
})

t.test('workers of the release before cannot send beside those of this one; its apis go on', async (t) => {
  const { db } = await givenSchemaUpTo(t, '9999')
  await givenEndpoint(db)
  await t.resolves(sql`
    insert into webhook_delivery (id, endpoint_id, purpose, message_id, event_type, stream, sequence, body, state, tries, attempts,
      created_at, due_at, queued_at)
    select gen_random_uuid(), id, 'test', gen_random_uuid(), 'webhook.test', '', 1, '', 'pending', 0, 0, now(), now(), null from webhook_endpoint`.execute(db))
  await t.rejects(sql`update webhook_delivery set state = 'queued', queued_at = now()`.execute(db), /webhook_delivery_state/)
})
