import type { Server } from '@astria-bot/service'
import { type Database, payments } from '@astria-bot/store'
import { and, desc, eq, lt } from 'drizzle-orm'
import { PageQuery, pageOf, toPage } from './page.ts'
import { selectOrders, toOrderShape } from './select-orders.ts'
import { OrderShape } from './shapes.ts'

const { orders } = payments

/** GET /api/orders */
export function addOrdersRoute(api: Server, db: Database): void {
  api.get(
    '/orders',
    {
      schema: {
        summary: 'Orders, the newest first',
        querystring: PageQuery.extend({ state: OrderShape.shape.state.optional() }),
        response: { 200: pageOf(OrderShape) },
      },
    },
    async ({ query: { limit, cursor, state } }) => {
      const rows = await selectOrders(db)
        .where(and(state && eq(orders.state, state), cursor === undefined ? undefined : lt(orders.seq, cursor)))
        .orderBy(desc(orders.seq))
        .limit(limit + 1)
      const { items, next } = toPage(rows, limit)
      return { items: items.map(toOrderShape), next }
    },
  )
}
