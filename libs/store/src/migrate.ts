import { migrate } from './apply-migrations.ts'

// The command: `DATABASE_URL=… node libs/store/dist/migrate.js`, which is what `make migrate` runs.
const url = process.env.DATABASE_URL
if (!url) {
  console.error(
    'DATABASE_URL is not set: it names the database to migrate, such as postgres://user:password@host:5432/name',
  )
  process.exit(78)
}
try {
  await migrate(url)
} catch (error) {
  console.error(
    `The database could not be migrated: ${error instanceof Error ? error.message || String(error) : error}`,
  )
  process.exit(1)
}
