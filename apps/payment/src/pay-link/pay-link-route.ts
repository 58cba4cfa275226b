import type { Server } from '@astria-bot/service'
import { type Database, payments } from '@astria-bot/store'
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { payPage } from './pay-page.ts'

const { orders, checkouts } = payments

/**
 * GET /pay/:orderId: a link that stays right. It leads to the provider's page while the order can be paid, and says what
 * is the matter when it cannot. Whoever has the order's id (a uuid) may open it, and learns nothing but that.
 */
export function addPayLink(server: Server, db: Database): void {
  server.get(
    '/pay/:orderId',
    { schema: { summary: 'Leads to the page where the order is paid', params: z.object({ orderId: z.string() }) } },
    async ({ params }, reply) => {
      const id = z.uuid().safeParse(params.orderId)
      const [order] = id.success
        ? await db.drizzle
            .select({
              state: orders.state,
              url: checkouts.url,
              language: sql<string>`${orders.details} ->> 'language'`,
            })
            .from(orders)
            .leftJoin(checkouts, eq(checkouts.orderId, orders.id))
            .where(eq(orders.id, id.data))
        : []
      reply.header('cache-control', 'no-store')
      if (order?.state === 'awaiting_payment' && order.url) return reply.redirect(order.url, 302)
      return reply
        .code(order ? 200 : 404)
        .header('content-type', 'text/html; charset=utf-8')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .send(payPage(order?.state ?? 'unknown', order?.language === 'he' ? 'he' : 'en'))
    },
  )
}
