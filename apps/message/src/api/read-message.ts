import { type Database, messaging } from '@astria-bot/store'
import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { selectMessages, toMessageShape } from './select-messages.ts'
import type { MessageShape } from './shapes.ts'

/** One message as the API shows it; null if there is none. */
export async function readMessage(db: Database, id: string): Promise<z.infer<typeof MessageShape> | null> {
  const [row] = await selectMessages(db).where(eq(messaging.messages.id, id))
  return row ? toMessageShape(row) : null
}
