import type { Server } from '@astria-bot/service'
import { type Database, payments as schema } from '@astria-bot/store'
import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { PageQuery, pageOf, toPage } from './page.ts'
import { isOpen, selectPayments, toPaymentShape } from './select-payments.ts'
import { PaymentShape } from './shapes.ts'

const { payments } = schema

/** GET /api/payments */
export function addPaymentsRoute(api: Server, db: Database): void {
  api.get(
    '/payments',
    {
      schema: {
        summary: 'Payments, the newest first; those that are held wait for a person',
        querystring: PageQuery.extend({
          state: PaymentShape.shape.state.optional(),
          provider: z.string().optional(),
          orderId: z.uuid().optional(),
          open: z.literal('true').optional().describe('Only what is held and waits for a person.'),
        }),
        response: { 200: pageOf(PaymentShape) },
      },
    },
    async ({ query: { limit, cursor, state, provider, orderId, open } }) => {
      const rows = await selectPayments(db)
        .where(
          and(
            state && eq(payments.state, state),
            provider === undefined ? undefined : eq(payments.provider, provider),
            orderId === undefined ? undefined : eq(payments.orderId, orderId),
            open && isOpen,
            cursor === undefined ? undefined : lt(payments.seq, cursor),
          ),
        )
        .orderBy(desc(payments.seq))
        .limit(limit + 1)
      const { items, next } = toPage(rows, limit)
      return { items: items.map(toPaymentShape), next }
    },
  )
}
