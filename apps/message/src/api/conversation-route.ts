import { type Server, sendProblem } from '@astria-bot/service'
import { messaging } from '@astria-bot/store'
import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { ApiDependencies } from './api-dependencies.ts'
import { NumberCursor, PageQuery, pageOf, toPage } from './page.ts'
import { isThere, selectContacts } from './select-contacts.ts'
import { isOfPerson, selectMessages, toMessageShape } from './select-messages.ts'
import { ConversationShape, MessageShape } from './shapes.ts'
import { toConversations } from './to-conversations.ts'

const { contacts, messages } = messaging

/** GET /api/conversations/:id */
export function conversationRoute(api: Server, { db }: ApiDependencies): void {
  const schema = {
    summary: 'One conversation with its messages, the newest first. Its id is the contact’s',
    params: z.object({ id: z.uuid() }),
    querystring: PageQuery.extend({ cursor: NumberCursor }),
    response: { 200: ConversationShape.extend({ messages: pageOf(MessageShape) }) },
  }
  api.get('/conversations/:id', { schema }, async ({ params: { id }, query: { limit, cursor } }, reply) => {
    const found = await selectContacts(db).where(and(eq(contacts.id, id), isThere))
    const [conversation] = await toConversations(db, found)
    if (!conversation) return sendProblem(reply, 404) as never
    const rows = await selectMessages(db)
      .where(and(isOfPerson(id), cursor === undefined ? undefined : lt(messages.seq, cursor)))
      .orderBy(desc(messages.seq))
      .limit(limit + 1)
    const { items, next } = toPage(rows, limit, row => String(row.seq))
    return { ...conversation, messages: { items: items.map(toMessageShape), next } }
  })
}
