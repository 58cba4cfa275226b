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

const ResolutionShape = z.object({
  action: z.enum(['accepted', 'returned', 'matched', 'dismissed']),
  by: z.string().describe('The name of the key.'),
  reason: z.string().nullable().describe('Null after an erasure.'),
  orderRef: z.string().nullable().describe('What a notice had said of its order.'),
  at,
})

/** A payment, as the API shows it. */
export const PaymentShape = z.object({
  seq: z.int().describe('Its number here.'),
  provider: z.string(),
  paymentId: z.string(),
  orderId: z.uuid(),
  state: z.enum(['credited', 'failed', 'held']),
  reason: z.string().nullable().describe('Why it is held.'),
  ...money,
  refundedMinor: z.int(),
  refund: z.enum(['asked', 'due', 'done']).nullable().describe('The last refund of it; `due`: by a person.'),
  resolution: ResolutionShape.nullable().describe('What a person decided last.'),
  createdAt: at,
})

/** A notice, as the API shows it. */
export const NoticeShape = z.object({
  seq: z.int().describe('Its number here.'),
  provider: z.string(),
  kind: z.enum(['succeeded', 'failed', 'refunded', 'other']),
  noticeId: z.string(),
  orderRef: z.string().describe("The order's id, as the provider gave it, or as a person matched it."),
  state: z
    .enum(['applied', 'ignored', 'unmatched', 'waiting', 'doubtful', 'dismissed'])
    .describe('`unmatched`, `waiting` (a refund, for its payment) and `doubtful` wait for a person.'),
  reason: z.string().nullable(),
  ...money,
  resolution: ResolutionShape.nullable().describe('What a person decided last.'),
  receivedAt: at,
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
  kind: z.enum(['payment', 'hold', 'accept', 'capture', 'release', 'refund']),
  orderId: z.uuid(),
  bookedAt: at,
  entries: z.array(z.object({ account: z.string(), ...money })),
})
