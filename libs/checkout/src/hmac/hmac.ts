import type { CheckoutProvider } from '../checkout-provider.ts'
import { openCheckout } from './open-checkout.ts'
import { refund } from './refund.ts'
import { verifyNotice } from './verify-notice.ts'

/** The generic provider: a link with the order in it, and notices signed with a shared secret. */
export const hmac: CheckoutProvider<'hmac'> = { openCheckout, verifyNotice, refund }
