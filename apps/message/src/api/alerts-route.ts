import { type Server, sendProblem } from '@astria-bot/service'
import { messaging } from '@astria-bot/store'
import { and, desc, eq, type InferSelectModel, isNotNull, isNull, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { ApiDependencies } from './api-dependencies.ts'
import { Flag, NumberCursor, PageQuery, pageOf, toPage } from './page.ts'

const { alerts } = messaging
const at = z.iso.datetime()

const AlertShape = z.object({
  alertId: z.int(),
  reason: z
    .string()
    .describe('A word such as `sender_stopped`, `number_flagged`, `number_unknown`, `identity_changed`.'),
  detail: z.string().nullable(),
  errorCode: z.int().nullable().describe("WhatsApp's code."),
  channel: z.string().nullable().describe('The business number that it is about.'),
  contactId: z.uuid().nullable().describe('The contact that it is about.'),
  messageId: z.uuid().nullable(),
  orderId: z.uuid().nullable(),
  createdAt: at,
  closedAt: at.nullable(),
})

const Query = PageQuery.extend({
  cursor: NumberCursor,
  open: Flag.optional().describe('Nobody has closed it.'),
  reason: z.string().max(64).optional(),
  channel: z.string().max(64).optional(),
  contactId: z.uuid().optional(),
})

function toAlertShape(row: InferSelectModel<typeof alerts>): z.infer<typeof AlertShape> {
  const { id: alertId, reason, detail, errorCode, channel, contactId, messageId, orderId, createdAt, resolvedAt } = row
  const times = { createdAt: createdAt.toISOString(), closedAt: resolvedAt?.toISOString() ?? null }
  return { alertId, reason, detail, errorCode, channel, contactId, messageId, orderId, ...times }
}

/** GET /api/alerts */
export function alertsRoute(api: Server, { db }: ApiDependencies): void {
  const schema = {
    summary: 'What a person should look at: a conversation, or a business number; the newest first',
    querystring: Query,
    response: { 200: pageOf(AlertShape) },
  }
  api.get('/alerts', { schema }, async ({ query: { limit, cursor, open, reason, channel, contactId } }) => {
    const rows = await db.drizzle
      .select()
      .from(alerts)
      .where(
        and(
          cursor === undefined ? undefined : lt(alerts.id, cursor),
          open === undefined ? undefined : open ? isNull(alerts.resolvedAt) : isNotNull(alerts.resolvedAt),
          reason === undefined ? undefined : eq(alerts.reason, reason),
          channel === undefined ? undefined : eq(alerts.channel, channel),
          contactId === undefined ? undefined : eq(alerts.contactId, contactId),
        ),
      )
      .orderBy(desc(alerts.id))
      .limit(limit + 1)
    const { items, next } = toPage(rows, limit, row => String(row.id))
    return { items: items.map(toAlertShape), next }
  })
}

/** POST /api/alerts/:id/close */
export function closeAlertRoute(api: Server, { db }: ApiDependencies): void {
  const schema = {
    summary: 'A person has looked at it. What goes wrong again is an alert again',
    params: z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
    response: { 200: AlertShape },
  }
  api.post('/alerts/:id/close', { schema, config: { role: 'agent' } }, async ({ params: { id } }, reply) => {
    await db.drizzle
      .update(alerts)
      .set({ resolvedAt: new Date() })
      .where(and(eq(alerts.id, id), isNull(alerts.resolvedAt)))
    const [row] = await db.drizzle.select().from(alerts).where(eq(alerts.id, id))
    return row ? toAlertShape(row) : (sendProblem(reply, 404) as never)
  })
}
