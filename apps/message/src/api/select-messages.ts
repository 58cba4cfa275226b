import { type Database, messaging } from '@astria-bot/store'
import type { InferSelectModel } from 'drizzle-orm'
import type { z } from 'zod'
import type { MessageShape } from './shapes.ts'

const { messages } = messaging
type Row = InferSelectModel<typeof messages>

const iso = (date: Date | null) => date?.toISOString() ?? null

/** A message in words of JSON. */
export function toMessageShape(row: Row): z.infer<typeof MessageShape> {
  return {
    messageId: row.id,
    contactId: row.contactId,
    channel: row.channel,
    direction: row.direction,
    type: row.type,
    content: row.content,
    status: row.state,
    reason: row.reason,
    errorCode: row.errorCode,
    pricing: row.pricing as z.infer<typeof MessageShape>['pricing'],
    template: row.template ?? null,
    requester: row.requester ?? null,
    createdAt: (row.occurredAt ?? row.createdAt).toISOString(),
    sentAt: iso(row.sentAt ?? row.acceptedAt),
    deliveredAt: iso(row.deliveredAt),
    readAt: iso(row.readAt),
    failedAt: iso(row.failedAt),
    expiresAt: iso(row.expiresAt),
    editedAt: iso(row.editedAt),
    revokedAt: iso(row.revokedAt),
    earlier: (row.earlier ?? []) as z.infer<typeof MessageShape>['earlier'],
  }
}

/** Messages, to be narrowed down. */
export function selectMessages({ drizzle }: Pick<Database, 'drizzle'>) {
  return drizzle.select().from(messages).$dynamic()
}
