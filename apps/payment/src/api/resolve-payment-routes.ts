import { holderOf, type Server } from '@astria-bot/service'
import { payments as schema } from '@astria-bot/store'
import { eq } from 'drizzle-orm'
import { type PaymentAction, resolvePayment } from '../resolve/resolve-payment.ts'
import type { Resolving } from '../resolve/resolving.ts'
import { ReasonBody, SeqParams, sendRefusal } from './decision.ts'
import { selectPayments, toPaymentShape } from './select-payments.ts'
import { PaymentShape } from './shapes.ts'

const { payments } = schema

const actions: Record<string, { action: PaymentAction; summary: string }> = {
  accept: { action: 'accepted', summary: 'Lets a held payment pay its order, whatever its amount and currency' },
  refund: { action: 'returned', summary: 'Gives what is left of a held payment back' },
  dismiss: { action: 'dismissed', summary: 'Leaves a held payment as it is: nobody has to look at it any more' },
}

/** POST /api/payments/:seq/accept, /refund, /dismiss */
export function addResolvePaymentRoutes(api: Server, resolving: Resolving): void {
  for (const [name, { action, summary }] of Object.entries(actions)) {
    const schema = { summary, params: SeqParams, body: ReasonBody, response: { 200: PaymentShape } }
    const options = { schema, config: { role: 'admin' } } as const
    api.post(`/payments/:seq/${name}`, options, async (request, reply) => {
      const { seq } = request.params
      const person = { by: holderOf(request).name, reason: request.body.reason }
      const verdict = await resolvePayment(resolving, { seq, action, ...person })
      if (!verdict.done) return sendRefusal(reply, verdict)
      const [row] = await selectPayments(resolving.db).where(eq(payments.seq, seq))
      return toPaymentShape(row!)
    })
  }
}
