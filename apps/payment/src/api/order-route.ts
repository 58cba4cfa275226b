import { type Server, sendProblem } from '@astria-bot/service'
import { type Database, payments } from '@astria-bot/store'
import { asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { selectLedger } from './select-ledger.ts'
import { selectOrders, toOrderShape } from './select-orders.ts'
import { selectPayments, toPaymentShape } from './select-payments.ts'
import { LedgerShape, OrderShape, PaymentShape, RefundShape } from './shapes.ts'

const { orders, refunds, ledgerTransactions } = payments

const Details = OrderShape.extend({
  payments: z.array(PaymentShape),
  refunds: z.array(RefundShape),
  ledger: z.array(LedgerShape),
})

/** GET /api/orders/:id */
export function addOrderRoute(api: Server, db: Database): void {
  api.get(
    '/orders/:id',
    {
      schema: {
        summary: 'One order, with everything that happened to its money',
        params: z.object({ id: z.uuid() }),
        response: { 200: Details },
      },
    },
    async ({ params: { id } }, reply) => {
      const [order] = await selectOrders(db).where(eq(orders.id, id))
      if (!order) return sendProblem(reply, 404)
      const [paid, returned, ledger] = await Promise.all([
        selectPayments(db).where(eq(payments.payments.orderId, id)).orderBy(asc(payments.payments.seq)),
        db.drizzle.select().from(refunds).where(eq(refunds.orderId, id)).orderBy(asc(refunds.createdAt)),
        selectLedger(db, { where: eq(ledgerTransactions.orderId, id), limit: 200 }),
      ])
      return {
        ...toOrderShape(order),
        payments: paid.map(toPaymentShape),
        refunds: returned.map(({ id: refundId, createdAt, doneAt, ...rest }) => ({
          ...rest,
          refundId,
          createdAt: createdAt.toISOString(),
          doneAt: doneAt?.toISOString() ?? null,
        })),
        ledger: ledger.reverse(),
      }
    },
  )
}
