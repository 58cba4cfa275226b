import { acceptPayment } from './accept-payment.ts'
import { type Advanced, ignored } from './advanced.ts'
import { announceRefund } from './announce-refund.ts'
import { confirmRefund, refuseRefund } from './answer-refund.ts'
import { deliver } from './deliver.ts'
import type { Fact } from './fact.ts'
import type { OrderMoney } from './order-money.ts'
import { failPayment, receivePayment } from './receive-payment.ts'
import { returnHeld } from './return-held.ts'
import { wantRefund } from './want-refund.ts'

/**
 * Moves an order on. Total: every fact may come in every state, any number of times, in any order. Money is credited
 * once, and never goes back twice.
 */
export function advance(order: OrderMoney, fact: Fact): Advanced {
  switch (fact.type) {
    case 'payment_succeeded':
      return receivePayment(order, fact)
    case 'payment_failed':
      return failPayment(order, fact)
    case 'refund_announced':
      return announceRefund(order, fact)
    case 'delivered':
      return deliver(order)
    case 'unfulfillable':
      return wantRefund(order, fact)
    case 'refund_confirmed':
      return confirmRefund(order, fact.refundId)
    case 'refund_refused':
      return refuseRefund(order, fact.refundId)
    case 'held_accepted':
      return acceptPayment(order, fact)
    case 'held_returned':
      return returnHeld(order, fact)
    case 'abandoned':
      return abandon(order)
  }
}

function abandon(order: OrderMoney): Advanced {
  if (order.state !== 'awaiting_payment' && order.state !== 'mispriced') return ignored(order, 'not_open')
  return { order: { ...order, state: 'closed' }, outcomes: [{ type: 'closed' }] }
}
