import { mediaLink } from '@astria-bot/files'
import { type Server, sendProblem } from '@astria-bot/service'
import { imaging } from '@astria-bot/store'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { samePerson } from '../contacts/same-person.ts'
import type { Studio } from '../studio.ts'
import { readCursor } from './cursor.ts'
import { after, PageQuery, pageOf } from './page.ts'

const linkSeconds = 3600
const Item = z.object({
  pictureId: z.string(),
  contactId: z.string(),
  setId: z.string(),
  state: z.string(),
  reasons: z.array(z.string()),
  warnings: z.array(z.string()),
  className: z.string().nullable(),
  inspected: z.boolean(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  /** A link to the picture that expires. */
  link: z.string().nullable(),
  createdAt: z.iso.datetime(),
})

/** `GET /api/pictures`: the customers' pictures, newest first; `state=held` lists those that wait for a person. */
export function picturesRoute(server: Server, { db, settings }: Studio): void {
  const { pictures } = imaging
  const schema = {
    summary: 'Pictures of customers',
    querystring: PageQuery.extend({ state: z.enum(['fetching', 'accepted', 'refused', 'held']).optional() }),
    response: { 200: z.object({ items: z.array(Item), next: z.string().nullable() }) },
  }
  server.get('/api/pictures', { schema }, async (request, reply) => {
    const { cursor, limit, contactId, state } = request.query
    if (cursor !== undefined && !readCursor(cursor)) return sendProblem(reply, 400) as never
    const rows = await db.drizzle
      .select()
      .from(pictures)
      .where(
        and(
          after(cursor, pictures.createdAt, pictures.id),
          contactId ? inArray(pictures.contactId, await samePerson(db, contactId)) : undefined,
          state ? eq(pictures.state, state) : undefined,
        ),
      )
      .orderBy(sql`date_trunc('milliseconds', ${pictures.createdAt}) desc`, sql`${pictures.id} desc`)
      .limit(limit + 1)
    const expiresAt = Math.floor(Date.now() / 1000) + linkSeconds
    return pageOf(
      rows,
      limit,
      row => ({ at: row.createdAt, id: row.id }),
      row => ({
        ...row,
        pictureId: row.id,
        link: row.fileKey ? mediaLink(row.fileKey, expiresAt, settings.SECRET_KEY) : null,
        createdAt: row.createdAt.toISOString(),
      }),
    )
  })
}
