import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Answer, type FaultyDoor, withFaults } from '../faults/with-faults.ts'
import { isSignedBy } from '../http/signature.ts'
import type { TheRecord } from '../record/record.ts'
import type { Payments } from './payments.ts'

const RefundRequest = z.object({
  order: z.string().min(1),
  payment: z.string().min(1).nullish(),
  amount: z.int().positive(),
  currency: z.string().regex(/^[A-Z]{3}$/),
})

interface RefundDoor {
  payments: Payments
  record: TheRecord
  secrets: readonly string[]
}

const refused = (record: TheRecord, status: number, error: string): Answer => {
  record.add('payment.refund', 'refused', { status, error })
  return { status, body: { error } }
}

function parse(body: Buffer) {
  try {
    return RefundRequest.safeParse(JSON.parse(body.toString('utf8')))
  } catch {
    return RefundRequest.safeParse(undefined)
  }
}

/** Signed like a notice, once per Idempotency-Key, only for what was paid and not more than that. */
function answerRefund({ payments, record, secrets }: RefundDoor, request: FastifyRequest): Answer {
  const body = request.body as Buffer
  const signature = request.headers['x-signature']
  if (!secrets.some(secret => isSignedBy(body, String(signature), secret))) return refused(record, 401, 'bad signature')
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '') return refused(record, 400, 'Idempotency-Key is missing')
  const parsed = parse(body)
  if (!parsed.success) return refused(record, 422, z.prettifyError(parsed.error))
  const { order, payment = null, amount, currency } = parsed.data
  const paid = payment ? payments.find(payment) : payments.paidFor(order)[0]
  if (!paid || paid.order !== order || paid.outcome !== 'succeeded') return refused(record, 404, 'no such payment')
  if (paid.currency !== currency || amount > paid.amount)
    return refused(record, 422, 'more than was paid, or another currency')
  const { refund, isNew } = payments.refund({ id: key, order, payment: paid.id, amount, currency })
  return {
    status: isNew ? 201 : 200,
    body: { id: refund.refundId, status: 'succeeded', order, amount: refund.amount, currency },
  }
}

/** `POST /refunds`. */
export async function refundRoute(server: FastifyInstance, door: RefundDoor & FaultyDoor): Promise<void> {
  server.removeContentTypeParser('application/json')
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  server.post('/refunds', (request, reply) =>
    withFaults(door, { api: 'payment', op: 'refunds', contacts: [] }, reply, () => answerRefund(door, request)),
  )
}
