import { packImagesUpdated } from '@astria-bot/contracts'
import type { Server } from '@astria-bot/service'
import { imaging } from '@astria-bot/store'
import { asc } from 'drizzle-orm'
import { z } from 'zod'
import type { PackData } from '../packs/describe-pack.ts'
import type { Studio } from '../studio.ts'

/** `GET /api/packs`: every pack, also those that are not sold any more. */
export function packsRoute(server: Server, { db }: Studio): void {
  const schema = { summary: 'The packs', response: { 200: z.object({ items: z.array(packImagesUpdated.schema) }) } }
  server.get('/api/packs', { schema }, async () => {
    const rows = await db.drizzle.select().from(imaging.packs).orderBy(asc(imaging.packs.packId))
    return { items: rows.map(row => row.data as PackData) }
  })
}
