import { join } from 'node:path'
import { migrate } from '@astria-bot/store'
import { type Postgres, startPostgres } from '@astria-bot/testing/postgres'

/** Starts the embedded Postgres on the data of the last time, or makes it, and brings it to the newest schema. */
export async function startDatabase(dataDir: string): Promise<Postgres> {
  const postgres = await startPostgres({ prefer: 'embedded', dataDir: join(dataDir, 'postgres'), persistent: true })
  await migrate(postgres.url)
  return postgres
}
