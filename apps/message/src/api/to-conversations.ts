import { type Database, messaging } from '@astria-bot/store'
import { inArray } from 'drizzle-orm'
import type { z } from 'zod'
import { type ConversationSummary, summarizeConversations } from '../sql/summarize-conversations.ts'
import { type ContactFound, toContactShape } from './select-contacts.ts'
import { selectMessages, toMessageShape } from './select-messages.ts'
import type { ConversationShape } from './shapes.ts'

/** Contacts with what was said last, in words of JSON. */
export async function toConversations(
  db: Database,
  contacts: readonly ContactFound[],
): Promise<z.infer<typeof ConversationShape>[]> {
  if (contacts.length === 0) return []
  const summaries = await db.query<ConversationSummary>(summarizeConversations, [contacts.map(({ id }) => id)])
  const byContact = new Map(summaries.map(summary => [summary.contactId, summary]))
  const ids = summaries.flatMap(({ lastMessageId }) => lastMessageId ?? [])
  const last = ids.length === 0 ? [] : await selectMessages(db).where(inArray(messaging.messages.id, ids))
  const byId = new Map(last.map(row => [row.id, row]))
  return contacts.map(contact => {
    const summary = byContact.get(contact.id)
    const message = byId.get(summary?.lastMessageId ?? '')
    return {
      ...toContactShape(contact),
      lastMessage: message ? toMessageShape(message) : null,
      unread: summary?.unread ?? 0,
      alerts: summary?.alerts ?? 0,
    }
  })
}
