import type { CheckoutProvider } from './checkout-provider.ts'
import { hmac } from './hmac/hmac.ts'
import type { Headers, Verified } from './notice.ts'
import type { Provider } from './provider.ts'

/** Every provider by its name. */
export const providers: { readonly [Name in Provider]: CheckoutProvider<Name> } = { hmac }

/** Judges a webhook by the rules of its provider. Verify before any parser has touched the bytes. Never throws. */
export function verifyNotice(
  provider: Provider,
  rawBody: Buffer,
  headers: Headers,
  secrets: readonly string[],
  now: Date,
): Verified {
  return providers[provider].verifyNotice(rawBody, headers, secrets, now)
}
