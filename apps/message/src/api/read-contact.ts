import { type Database, messaging } from '@astria-bot/store'
import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { isThere, selectContacts, toContactShape } from './select-contacts.ts'
import type { ContactShape } from './shapes.ts'

const { contacts } = messaging

/** One contact as the API shows it; null if there is none, or it is being erased. */
export async function readContact(db: Database, id: string): Promise<z.infer<typeof ContactShape> | null> {
  const [row] = await selectContacts(db).where(and(eq(contacts.id, id), isThere))
  return row ? toContactShape(row) : null
}
