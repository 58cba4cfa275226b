import type { Server } from '@astria-bot/service'
import { messaging } from '@astria-bot/store'
import { and, arrayContains, desc, eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { Phone } from '../contacts/phone.ts'
import type { ApiDependencies } from './api-dependencies.ts'
import { Flag, PageQuery, pageOf, toPage } from './page.ts'
import { isThere, selectContacts, toContactShape } from './select-contacts.ts'
import { ContactShape } from './shapes.ts'

const { contacts, conversations } = messaging

const Query = PageQuery.extend({
  cursor: z.uuid().optional().describe('The `next` of the page before.'),
  phone: Phone.optional(),
  channel: z.string().max(64).optional().describe('The business number that they wrote to last.'),
  tag: z.string().min(1).max(64).optional(),
  state: z.string().max(32).optional(),
  optedOut: Flag.optional(),
})

/** GET /api/contacts */
export function contactsRoute(api: Server, { db }: ApiDependencies): void {
  const schema = {
    summary: 'Contacts, those added last first',
    querystring: Query,
    response: { 200: pageOf(ContactShape) },
  }
  api.get('/contacts', { schema }, async ({ query: { limit, cursor, phone, channel, tag, state, optedOut } }) => {
    const rows = await selectContacts(db)
      .where(
        and(
          isThere,
          cursor === undefined ? undefined : lt(contacts.id, cursor),
          phone === undefined ? undefined : eq(contacts.phone, phone),
          channel === undefined ? undefined : eq(contacts.channel, channel),
          tag === undefined ? undefined : arrayContains(contacts.tags, [tag]),
          state === undefined ? undefined : eq(sql`coalesce(${conversations.state}, 'NEW')`, state),
          optedOut === undefined ? undefined : eq(contacts.optedOut, optedOut),
        ),
      )
      .orderBy(desc(contacts.id))
      .limit(limit + 1)
    const { items, next } = toPage(rows, limit, row => row.id)
    return { items: items.map(toContactShape), next }
  })
}
