import type { Server } from '@astria-bot/service'
import { type Database, payments as schema } from '@astria-bot/store'
import { and, desc, eq, lt } from 'drizzle-orm'
import { PageQuery, pageOf, toPage } from './page.ts'
import { selectPayments, toPaymentShape } from './select-payments.ts'
import { PaymentShape } from './shapes.ts'

const { payments } = schema

/** GET /api/payments */
export function addPaymentsRoute(api: Server, db: Database): void {
  api.get(
    '/payments',
    {
      schema: {
        summary: 'Payments, the newest first; those that are held wait for a person',
        querystring: PageQuery.extend({ state: PaymentShape.shape.state.optional() }),
        response: { 200: pageOf(PaymentShape) },
      },
    },
    async ({ query: { limit, cursor, state } }) => {
      const rows = await selectPayments(db)
        .where(and(state && eq(payments.state, state), cursor === undefined ? undefined : lt(payments.seq, cursor)))
        .orderBy(desc(payments.seq))
        .limit(limit + 1)
      const { items, next } = toPage(rows, limit)
      return { items: items.map(toPaymentShape), next }
    },
  )
}
