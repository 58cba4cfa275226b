import { type Server, sendProblem } from '@astria-bot/service'
import { imaging } from '@astria-bot/store'
import { and, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { samePerson } from '../contacts/same-person.ts'
import type { Studio } from '../studio.ts'
import { readCursor } from './cursor.ts'
import { after, PageQuery, pageOf } from './page.ts'

const time = z.iso.datetime().nullable()
const Item = z.object({
  orderId: z.string(),
  contactId: z.string(),
  packId: z.string(),
  className: z.string(),
  training: z.boolean(),
  state: z.string(),
  tuneId: z.string().nullable(),
  trainedAt: time,
  expiresAt: time,
  complete: z.boolean().nullable(),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
})

/** `GET /api/tunes`: orders at Astria, newest first. */
export function tunesRoute(server: Server, { db }: Studio): void {
  const { orders } = imaging
  const schema = {
    summary: 'Orders at Astria',
    querystring: PageQuery,
    response: { 200: z.object({ items: z.array(Item), next: z.string().nullable() }) },
  }
  server.get('/api/tunes', { schema }, async (request, reply) => {
    const { cursor, limit, contactId } = request.query
    if (cursor !== undefined && !readCursor(cursor)) return sendProblem(reply, 400) as never
    const rows = await db.drizzle
      .select()
      .from(orders)
      .where(
        and(
          after(cursor, orders.createdAt, orders.orderId),
          contactId ? inArray(orders.contactId, await samePerson(db, contactId)) : undefined,
        ),
      )
      .orderBy(sql`date_trunc('milliseconds', ${orders.createdAt}) desc`, sql`${orders.orderId} desc`)
      .limit(limit + 1)
    return pageOf(
      rows,
      limit,
      row => ({ at: row.createdAt, id: row.orderId }),
      row => ({
        ...row,
        trainedAt: row.trainedAt?.toISOString() ?? null,
        expiresAt: row.expiresAt?.toISOString() ?? null,
        createdAt: row.createdAt.toISOString(),
      }),
    )
  })
}
