import type { Server } from '@astria-bot/service'
import { messaging } from '@astria-bot/store'
import { and, desc, eq, gte, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { ApiDependencies } from './api-dependencies.ts'
import { NumberCursor, PageQuery, pageOf, toPage } from './page.ts'
import { isOfPerson, selectMessages, toMessageShape } from './select-messages.ts'
import { MessageShape } from './shapes.ts'

const { messages } = messaging

const Query = PageQuery.extend({
  cursor: NumberCursor,
  contactId: z.uuid().optional().describe('With what was said to those who turned out to be the same person.'),
  direction: z.enum(['in', 'out']).optional(),
  status: z.string().max(32).optional(),
  type: z.string().max(32).optional(),
  channel: z.string().max(64).optional(),
  since: z.iso.datetime().optional().describe('Stored at this time or later.'),
  until: z.iso.datetime().optional().describe('Stored before this time.'),
})

/** GET /api/messages */
export function messagesRoute(api: Server, { db }: ApiDependencies): void {
  const schema = {
    summary: 'Messages in both directions, the newest first',
    querystring: Query,
    response: { 200: pageOf(MessageShape) },
  }
  api.get('/messages', { schema }, async ({ query }) => {
    const { limit, cursor, contactId, direction, status, type, channel, since, until } = query
    const rows = await selectMessages(db)
      .where(
        and(
          cursor === undefined ? undefined : lt(messages.seq, cursor),
          contactId === undefined ? undefined : isOfPerson(contactId),
          direction === undefined ? undefined : eq(messages.direction, direction),
          status === undefined ? undefined : eq(messages.state, status),
          type === undefined ? undefined : eq(messages.type, type),
          channel === undefined ? undefined : eq(messages.channel, channel),
          since === undefined ? undefined : gte(messages.createdAt, new Date(since)),
          until === undefined ? undefined : lt(messages.createdAt, new Date(until)),
        ),
      )
      .orderBy(desc(messages.seq))
      .limit(limit + 1)
    const { items, next } = toPage(rows, limit, row => String(row.seq))
    return { items: items.map(toMessageShape), next }
  })
}
