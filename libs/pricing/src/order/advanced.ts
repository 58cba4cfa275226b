import type { OrderMoney } from './order-money.ts'
import type { Outcome } from './outcome.ts'

/** The order after a fact, and what came of it. */
export interface Advanced {
  readonly order: OrderMoney
  readonly outcomes: readonly Outcome[]
}

/** Nothing changes. */
export function ignored(order: OrderMoney, why: string): Advanced {
  return { order, outcomes: [{ type: 'ignored', why }] }
}
