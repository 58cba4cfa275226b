import { type Advanced, ignored } from './advanced.ts'
import { creditOf, type OrderMoney } from './order-money.ts'

/** What was paid for was handed over: the credit that is left was earned. Once. */
export function deliver(order: OrderMoney): Advanced {
  if (order.state !== 'paid') return ignored(order, `delivered_while_${order.state}`)
  const amountMinor = creditOf(order)
  return {
    order: { ...order, state: 'delivered', capturedMinor: order.capturedMinor + amountMinor },
    outcomes: [{ type: 'captured', amountMinor }],
  }
}
