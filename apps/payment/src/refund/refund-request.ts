import type { Provider } from '@astria-bot/checkout'
import type { Refund } from '@astria-bot/pricing'
import type { NewEffect } from '@astria-bot/store'

/** The kind of the effect that asks a provider for a refund. */
export const refundKind = 'refund'

/** What the provider is asked for; frozen before the first call. */
export interface RefundRequest {
  readonly refundId: string
  readonly provider: Provider
  readonly paymentId: string
  readonly orderId: string
  readonly amountMinor: number
  readonly currency: string
}

/** The effect of a refund: at most one per order, and one per payment that is held, whatever happens. */
export function refundEffect(orderId: string, refund: Refund, held: boolean): NewEffect {
  const { refundId, paymentId, amountMinor, currency } = refund
  const provider = refund.provider as Provider
  const request: RefundRequest = { refundId, provider, paymentId, orderId, amountMinor, currency }
  return { kind: refundKind, key: held ? `${orderId}:${provider}:${paymentId}` : orderId, request }
}
