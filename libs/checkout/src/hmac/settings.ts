/** Where a checkout of the generic provider is opened. */
export interface HmacCheckout {
  /** Address with `{order}`, `{amount}`, `{currency}` and `{return}` to fill in (setting CHECKOUT_URL). */
  readonly checkoutUrl: string
  /** Where the customer's browser goes after paying: a `wa.me` link, or the public address. Proves nothing. */
  readonly returnUrl: string
}

/** The few words of an answer that a refund looks at; `fetch` and the guarded fetch of libs/service fit. */
export type Post = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string },
) => Promise<{ readonly status: number; readonly headers: { get(name: string): string | null } }>

/** How the generic provider is asked for a refund. */
export interface HmacRefund {
  /** Setting REFUND_URL. */
  readonly refundUrl: string
  /** Signs the request: the first of PAYMENT_WEBHOOK_SECRET. */
  readonly secret: string
  readonly fetch: Post
}
