import { createHash } from 'node:crypto'
import sjson from 'secure-json-parse'
import { z } from 'zod'
import type { Notice } from '../notice.ts'

// Some senders put numbers into strings.
const Amount = z.union([
  z.int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
])
const Currency = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{3}$/)
  .transform(word => word.toUpperCase())
const Id = z.string().min(1).max(200)

const Known = z.object({ id: Id, type: z.string(), order: Id, amount: Amount, currency: Currency })
const Other = z.object({
  id: Id.optional().catch(undefined),
  type: z.string().max(200).catch(''),
  order: z.string().max(200).catch(''),
  amount: Amount.catch(0),
  currency: Currency.catch(''),
})

const kinds = new Map<unknown, Notice['kind']>([
  ['payment.succeeded', 'succeeded'],
  ['payment.failed', 'failed'],
  ['payment.refunded', 'refunded'],
])

/** Reads the body of an authentic notice, whatever else stands in it. Null when it is no notice. */
export function readNotice(rawBody: Buffer): Notice | null {
  // Guards against `__proto__`, which the parser of Fastify would have done for us.
  const body: unknown = sjson.safeParse(rawBody.toString('utf8'))
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
  const kind = kinds.get((body as { type?: unknown }).type) ?? 'other'
  const read = (kind === 'other' ? Other : Known).safeParse(body)
  if (!read.success) return null
  const { id, type, order, amount, currency } = read.data
  // Something that is not used may come without an id: its bytes name it.
  const noticeId = id ?? createHash('sha256').update(rawBody).digest('hex')
  return { noticeId, kind, type, orderId: order, amountMinor: amount, currency }
}
