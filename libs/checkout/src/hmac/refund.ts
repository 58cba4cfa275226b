import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import type { Refund } from '../checkout-provider.ts'
import type { HmacRefund } from './settings.ts'
import { signatureOf } from './signature.ts'

/** 409: the provider has this refund already, which is what we want. */
const confirmed = new Set([200, 201, 409])

/**
 * Posts the refund, signed over the raw body. By contract the same `id` never gives money back twice, so that after a
 * lost answer the way to look is to post it again.
 */
export async function refund(refund: Refund, settings: HmacRefund): Promise<void> {
  const body = JSON.stringify({
    id: refund.refundId,
    order: refund.orderId,
    payment: refund.paymentId,
    amount: refund.amountMinor,
    currency: refund.currency,
  })
  const { status, headers } = await post(body, refund.refundId, settings)
  if (confirmed.has(status)) return
  // Refused before it was looked at: nothing was done.
  if (status === 429) throw new TransientError('the provider asks to slow down', retryAfter(headers.get('retry-after')))
  if (status === 408 || status >= 500) throw new UnknownOutcomeError(`the provider answered ${status} to a refund`)
  throw new RejectedError('refund_refused', `the provider answered ${status} to a refund`)
}

async function post(body: string, idempotencyKey: string, settings: HmacRefund) {
  try {
    return await settings.fetch(settings.refundUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
        'x-signature': signatureOf(body, settings.secret),
      },
      body,
    })
  } catch (cause) {
    // A guarded fetch knows whether anything was sent; any other error leaves it open.
    if (cause instanceof TransientError || cause instanceof RejectedError) throw cause
    throw new UnknownOutcomeError('no answer to a refund', { cause })
  }
}

function retryAfter(value: string | null): { retryAfterMs?: number } {
  const seconds = Number(value)
  return value !== null && Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}
}
