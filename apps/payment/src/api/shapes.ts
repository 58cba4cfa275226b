import { z } from 'zod'

const at = z.iso.datetime()
const money = { amountMinor: z.int().describe('Minor units.'), currency: z.string() }

/** An order, as the API shows it. */
export const OrderShape = z.object({
  orderId: z.uuid(),
  state: z
    .enum(['awaiting_payment', 'mispriced', 'paid', 'delivered', 'refunding', 'refund_due', 'refunded', 'closed'])
    .describe('`mispriced` and `refund_due` wait for a person.'),
  contactId: z.uuid().nullable().describe('Null after an erasure.'),
  tier: z.string(),
  ...money,
  capturedMinor: z.int(),
  checkoutUrl: z.string().nullable(),
  placedAt: at,
  paidAt: at.nullable(),
  updatedAt: at,
})

/** A payment, as the API shows it. */
export const PaymentShape = z.object({
  provider: z.string(),
  paymentId: z.string(),
  orderId: z.uuid(),
  state: z.enum(['credited', 'failed', 'held']),
  reason: z.string().nullable().describe('Why it is held.'),
  ...money,
  refundedMinor: z.int(),
  createdAt: at,
})

/** A refund, as the API shows it. */
export const RefundShape = z.object({
  refundId: z.string(),
  paymentId: z.string(),
  ...money,
  state: z.enum(['asked', 'due', 'done']).describe('`due`: by a person.'),
  createdAt: at,
  doneAt: at.nullable(),
})

/** A transaction of the ledger, as the API shows it: its entries sum to zero per currency. */
export const LedgerShape = z.object({
  key: z.string(),
  kind: z.enum(['payment', 'hold', 'capture', 'release', 'refund']),
  orderId: z.uuid(),
  bookedAt: at,
  entries: z.array(z.object({ account: z.string(), ...money })),
})
