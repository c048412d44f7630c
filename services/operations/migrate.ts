import { migrateToLatest } from '../platform/migrate.ts'

// `make migrate`, for a database of one's own; the embedded service migrates its own when it starts
const url = process.env['DATABASE_URL']
if (url === undefined || url === '') {
  console.error('DATABASE_URL is not set: name the database to migrate, as in\n' +
    '  DATABASE_URL=postgres://user:password@host:5432/beian make migrate\n' +
    'The database of `make up` needs no such step.')
  process.exit(1)
}
try {
  const { applied } = await migrateToLatest(url)
  console.log(applied.length === 0 ? 'nothing to migrate' : `applied ${applied.join(', ')}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
