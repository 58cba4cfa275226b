import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { type FaultyDoor, withFaults } from '../faults/with-faults.ts'
import { pageHeaders } from '../page-headers.ts'
import { type Checkout, checkoutPage, invalidPage, paidPage } from './pay-page.ts'
import type { Payments } from './payments.ts'

const Link = z.object({
  order: z.string().min(1).max(200),
  amount: z.coerce.number().int().nonnegative(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  return: z.string().max(2000).default(''),
})
const Form = Link.extend({ action: z.enum(['pay', 'decline']), nonce: z.string().min(8).max(64) })
/** For tests: any amount in any currency, as if somebody had changed the link. */
const Script = z.strictObject({
  order: z.string().min(1),
  amount: z.int().nonnegative(),
  currency: z.string(),
  outcome: z.enum(['succeeded', 'failed']).default('succeeded'),
})
const ScriptNotice = z.strictObject({
  id: z.string().min(1),
  type: z.enum(['payment.succeeded', 'payment.failed', 'payment.refunded']),
  order: z.string().min(1),
  amount: z.int().nonnegative(),
  currency: z.string(),
})

const html = (reply: FastifyReply, status: number, body: string) =>
  reply.code(status).headers(pageHeaders).type('text/html; charset=utf-8').send(body)
const newNonce = () => randomBytes(12).toString('hex')

/** The hosted checkout that the bot's link opens, and the same for tests. */
export async function payRoutes(
  server: FastifyInstance,
  payments: Payments,
  door: FaultyDoor,
  businessName: string,
): Promise<void> {
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  const checkoutOf = ({ order, amount, currency, return: returnUrl }: z.infer<typeof Link>): Checkout => ({
    order,
    amount,
    currency,
    returnUrl,
    businessName,
  })

  server.get('/pay', (request, reply) =>
    withFaults(door, { api: 'payment', op: 'page', contacts: [] }, reply, () => {
      const link = Link.safeParse(request.query)
      const headers = { ...pageHeaders, 'content-type': 'text/html; charset=utf-8' }
      if (!link.success) return { status: 400, headers, body: invalidPage() }
      const { order, amount, currency } = link.data
      door.record.add('payment.page', 'shown', { order, amount, currency })
      return { status: 200, headers, body: checkoutPage(checkoutOf(link.data), newNonce()) }
    }),
  )
  server.post('/pay', async (request, reply) => {
    const form = Form.safeParse(request.body)
    if (!form.success) return html(reply, 400, invalidPage())
    const { order, amount, currency, nonce, action } = form.data
    const { outcome } = payments.pay({
      order,
      amount,
      currency,
      nonce,
      outcome: action === 'pay' ? 'succeeded' : 'failed',
    })
    return html(reply, 200, paidPage(outcome, checkoutOf(form.data)))
  })
  server.post('/payments', async (request, reply) => {
    const script = Script.safeParse(request.body)
    if (!script.success) return reply.code(400).send({ error: z.prettifyError(script.error) })
    return reply.code(201).send(payments.pay({ ...script.data, nonce: newNonce() }))
  })
  /** A notice as it is, also one that belongs to no payment here, or the same id again. */
  server.post('/payment-notices', async (request, reply) => {
    const notice = ScriptNotice.safeParse(request.body)
    if (!notice.success) return reply.code(400).send({ error: z.prettifyError(notice.error) })
    payments.notify(notice.data)
    return reply.code(202).send(notice.data)
  })
}
