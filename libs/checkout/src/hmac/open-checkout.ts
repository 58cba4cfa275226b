import { RejectedError } from '@astria-bot/contracts'
import type { CheckoutOrder } from '../checkout-provider.ts'
import type { HmacCheckout } from './settings.ts'

/** Fills in the template of the address, every value URL-encoded. */
export function openCheckout(order: CheckoutOrder, settings: HmacCheckout): string {
  const values: Record<string, string> = {
    order: order.orderId,
    amount: String(order.amountMinor),
    currency: order.currency,
    return: settings.returnUrl,
  }
  const url = settings.checkoutUrl.replaceAll(/\{(order|amount|currency|return)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  )
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new RejectedError('bad_checkout_url', 'the template of the checkout page makes no http address')
  }
  return url
}
