/** What a provider says about a payment. Authentic, but only a hint: amount and currency are compared with our order. */
export interface Notice {
  /** The provider's id, unique per kind: of the payment, or of the refund. Together with the kind it makes a repeated notice recognisable. */
  readonly noticeId: string
  /** `other` is a type that is not used: answered 200, so that the provider does not repeat or give up. */
  readonly kind: 'succeeded' | 'failed' | 'refunded' | 'other'
  /** The provider's own word for the kind. */
  readonly type: string
  /** Our opaque id, as it came back. */
  readonly orderId: string
  /** Minor units, an integer. */
  readonly amountMinor: number
  /** ISO 4217, upper case. */
  readonly currency: string
}

/**
 * The judgement of a notice. `no_secret`, `unsigned` and `bad_signature` are answered 401 and leave no trace;
 * `malformed` (authentic, but unreadable) is answered 400.
 */
export type Verified =
  | { readonly ok: true; readonly notice: Notice }
  | { readonly ok: false; readonly why: 'no_secret' | 'unsigned' | 'bad_signature' | 'malformed' }

/** Header names in lower case, as Node gives them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>
