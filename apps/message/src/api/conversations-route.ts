import type { Server } from '@astria-bot/service'
import { messaging } from '@astria-bot/store'
import { and, desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ApiDependencies } from './api-dependencies.ts'
import { Flag, PageQuery, pageOf, TimeCursorQuery, toPage, writeTimeCursor } from './page.ts'
import { activity, isThere, selectContacts } from './select-contacts.ts'
import { ConversationShape } from './shapes.ts'
import { toConversations } from './to-conversations.ts'

const { contacts, conversations } = messaging

const Query = PageQuery.extend({
  cursor: TimeCursorQuery,
  state: z.string().max(32).optional(),
  handedOver: Flag.optional().describe('A person answers.'),
  tag: z.string().min(1).max(64).optional(),
  channel: z.string().max(64).optional().describe('The business number that they wrote to last.'),
})

/** GET /api/conversations */
export function conversationsRoute(api: Server, { db }: ApiDependencies): void {
  const schema = {
    summary: 'Conversations; who wrote last comes first',
    querystring: Query,
    response: { 200: pageOf(ConversationShape) },
  }
  api.get('/conversations', { schema }, async ({ query: { limit, cursor, state, handedOver, tag, channel } }) => {
    const over = sql`coalesce(${contacts.handedOverUntil} > now(), false)`
    const rows = await selectContacts(db)
      .where(
        and(
          isThere,
          cursor && sql`(${activity}, ${contacts.id}) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`,
          state === undefined ? undefined : eq(sql`coalesce(${conversations.state}, 'NEW')`, state),
          handedOver === undefined ? undefined : eq(over, handedOver),
          channel === undefined ? undefined : eq(contacts.channel, channel),
          tag === undefined ? undefined : sql`${contacts.tags} @> array[${tag}]::text[]`,
        ),
      )
      .orderBy(desc(activity), desc(contacts.id))
      .limit(limit + 1)
    const { items, next } = toPage(rows, limit, row => writeTimeCursor({ at: row.cursorAt, id: row.id }))
    return { items: await toConversations(db, items), next }
  })
}
