import { type Advanced, ignored } from './advanced.ts'
import { announceRefund } from './announce-refund.ts'
import { judgeNotice } from './judge-notice.ts'
import { type OrderMoney, withPayment } from './order-money.ts'
import { isSamePayment, type Payment } from './payment.ts'

type Named = Pick<Payment, 'provider' | 'paymentId' | 'amountMinor' | 'currency'>

/** A payment succeeded: it is credited or held, and the refunds that came before it are looked at again. */
export function receivePayment(order: OrderMoney, named: Named): Advanced {
  const judgement = judgeNotice(order, named)
  if (judgement === 'known') return ignored(order, 'known')
  const credit = judgement === 'credit'
  const payment = toPayment(named, credit ? 'credited' : judgement)
  const received: Advanced = {
    order: { ...withPayment(order, payment), state: credit ? 'paid' : order.state },
    outcomes: credit ? [{ type: 'credited', payment }] : [{ type: 'held', payment, reason: judgement }],
  }
  return order.waiting.reduce<Advanced>(
    (before, notice) => {
      const after = announceRefund(before.order, notice)
      return { order: after.order, outcomes: [...before.outcomes, ...after.outcomes] }
    },
    { ...received, order: { ...received.order, waiting: [] } },
  )
}

/** A payment did not go through. What succeeded before stays as it is. */
export function failPayment(order: OrderMoney, named: Named): Advanced {
  if (order.payments.some(payment => isSamePayment(payment, named))) return ignored(order, 'known')
  const payment = toPayment(named, 'failed')
  const open = order.state === 'awaiting_payment'
  return { order: withPayment(order, payment), outcomes: [{ type: 'failed', payment, open }] }
}

function toPayment(named: Named, standing: Payment['standing']): Payment {
  const { provider, paymentId, amountMinor, currency } = named
  return { provider, paymentId, amountMinor, currency, standing, refundedMinor: 0 }
}
