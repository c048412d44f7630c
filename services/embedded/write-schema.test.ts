import t, { type Test } from 'tap'
import { execFile } from 'node:child_process'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TEST_FOLDER } from '../../tests/support/servers.ts'

const WRITE_SCHEMA = fileURLToPath(new URL('write-schema.ts', import.meta.url))

const MIGRATION = `
  import { sql } from 'kysely'
  export async function up (db) {
    await sql\`create table subject (id uuid constraint subject_pk primary key, name text not null default 'x', constraint name_is_short check (length(name) < 9))\`.execute(db)
    await sql\`create table part (id int, at date not null) partition by range (at)\`.execute(db)
    await sql\`create index subject_name on subject (name) where name <> 'x'\`.execute(db)
  }`

const SCHEMA = `-- Written by \`make schema\` from the migrations beside it. Do not edit.

create table public.part (
  id integer,
  at date not null
) partition by RANGE (at);

create table public.subject (
  id uuid not null,
  name text default 'x'::text not null,
  constraint subject_pk PRIMARY KEY (id),
  constraint name_is_short CHECK ((length(name) < 9))
);

CREATE INDEX subject_name ON public.subject USING btree (name) WHERE (name <> 'x'::text);
`

t.test('the schema is written, and a check sees when it is no longer what the migrations make', async (t) => {
  const folder = await givenFolder(t)
  t.match(await run('--check', folder), { code: 1, stderr: /schema\.sql is not what the migrations make: run `make schema`/ })
  t.match(await run(folder), { code: 0 })
  t.equal(await readFile(join(folder, 'schema.sql'), 'utf8'), SCHEMA)
  t.match(await run('--check', folder), { code: 0, stderr: '' })
  await appendFile(join(folder, 'schema.sql'), '-- by hand\n')
  t.match(await run('--check', folder), { code: 1 })
})

async function givenFolder (t: Test): Promise<string> {
  const folder = await mkdtemp(join(TEST_FOLDER, 'migrations-')) // below the checkout, so that a migration finds kysely
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, '0001-subject.ts'), MIGRATION)
  return folder
}

async function run (...args: string[]): Promise<{ code: number, stderr: string }> {
  return await new Promise((resolve) => {
    execFile(process.execPath, [WRITE_SCHEMA, ...args], (error, _stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stderr })
    })
  })
}
