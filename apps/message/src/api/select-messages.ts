import { type Database, messaging } from '@astria-bot/store'
import { type InferSelectModel, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { MessageShape } from './shapes.ts'

const { contacts, messages } = messaging
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
    errorDetail: row.errorDetail,
    pricing: row.pricing as z.infer<typeof MessageShape>['pricing'],
    charged: row.charged as z.infer<typeof MessageShape>['charged'],
    context: row.context as z.infer<typeof MessageShape>['context'],
    referral: row.referral ?? null,
    groupId: row.groupId,
    template: row.template ?? null,
    requester: row.requester ?? null,
    createdAt: (row.occurredAt ?? row.createdAt).toISOString(),
    sentAt: iso(row.sentAt ?? row.acceptedAt),
    deliveredAt: iso(row.deliveredAt),
    readAt: iso(row.readAt),
    playedAt: iso(row.playedAt),
    failedAt: iso(row.failedAt),
    expiresAt: iso(row.expiresAt),
    editedAt: iso(row.editedAt),
    revokedAt: iso(row.revokedAt),
    earlier: (row.earlier ?? []) as z.infer<typeof MessageShape>['earlier'],
  }
}

/**
 * What was said to a person, and by them: also under the ids of those who turned out to be the same one, as messages stay
 * where they were said. Any of the ids leads to all.
 */
export const isOfPerson = (contactId: string) => sql`${messages.contactId} = any(array(
  select c.id from ${contacts} c,
    (select coalesce(merged_into, id) as id from ${contacts} where id = ${contactId}) as now
  where c.id = now.id or c.merged_into = now.id))`

/** Messages, to be narrowed down. */
export function selectMessages({ drizzle }: Pick<Database, 'drizzle'>) {
  return drizzle.select().from(messages).$dynamic()
}
